/** What the node says of itself, as a collector reads it. */
export const metricsText = async ({ metricsUrl }: { metricsUrl: string }): Promise<string> => (await fetch(metricsUrl)).text();

/** The product's metrics of a node that have no label, by what follows `medsync_`. */
export async function metricsOf(node: { metricsUrl: string }): Promise<Record<string, number>> {
  const text = await metricsText(node);
  return Object.fromEntries([...text.matchAll(/^medsync_(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
}
