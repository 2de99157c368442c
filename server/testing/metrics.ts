/** The product's metrics of a node that have no label, by what follows `medsync_`. */
export async function metricsOf({ url }: { url: string }): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Object.fromEntries([...text.matchAll(/^medsync_(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
}
