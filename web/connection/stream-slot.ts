/** A browser opens six connections to a server over HTTP/1.1, over all tabs. Two are left for everything else. */
const slots = 4;

/**
 * A place among the tabs of this browser that may hold a stream, and how to give it back; null when all are taken. Over
 * HTTP/2 there are enough, and where the page came over plain HTTP from another machine there are no locks to count by.
 */
export async function takeStreamSlot(): Promise<(() => void) | null> {
  if (!('locks' in navigator) || !isOverHttp1()) return () => undefined;
  for (let slot = 0; slot < slots; slot++) {
    const release = await hold(`medsync-stream-${slot}`);
    if (release) return release;
  }
  return null;
}

const hold = (name: string): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    const held = (lock: Lock | null) => (lock ? new Promise<void>((release) => resolve(release)) : resolve(null));
    navigator.locks.request(name, { ifAvailable: true }, held).catch(reject);
  });

function isOverHttp1(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return !navigation || navigation.nextHopProtocol === '' || navigation.nextHopProtocol.startsWith('http/1');
}
