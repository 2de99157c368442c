/**
 * How many milliseconds an access token lives from the moment it was made, read from its own `iat` and `exp`, or null.
 * The clock of this machine may be wrong, so the difference counts and not the date.
 */
export function tokenLifetime(accessToken: string): number | null {
  const payload = accessToken.split('.')[1];
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    if (typeof claims !== 'object' || claims === null || !('iat' in claims) || !('exp' in claims)) return null;
    const lifetime = (Number(claims.exp) - Number(claims.iat)) * 1_000;
    return lifetime > 0 ? lifetime : null;
  } catch {
    return null;
  }
}
