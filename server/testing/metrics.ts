/** What the node says of itself, as a collector reads it. */
export const metricsText = async ({ url }: { url: string }): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** The product's metrics of a node that have no label, by what follows `medsync_`. */
export async function metricsOf(node: { url: string }): Promise<Record<string, number>> {
  const text = await metricsText(node);
  return Object.fromEntries([...text.matchAll(/^medsync_(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
}
