/** `wanted` when it is a path of this very site, otherwise `fallback`: a link must not send people elsewhere. */
export function returnAddress(wanted: string | null, origin: string, fallback = '/'): string {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, origin)) return fallback;
  const url = new URL(wanted, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : fallback;
}
