import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

export type MetricsAccessOf = (request: IncomingMessage) => 'allowed' | 'unauthorized' | 'hidden';

/** What proxies add to what they pass on. */
const passedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Who may read the metrics. With a token: whoever shows it. Without: programs of this machine that ask us directly. What a proxy passes
 * on may come from anywhere, also when the proxy runs here.
 */
export function createMetricsAccess(token: string | null, trustedProxies: string[]): MetricsAccessOf {
  if (token !== null) {
    const expected = digest(`Bearer ${token}`);
    // digests are of one length: comparing them tells nothing of the token
    return ({ headers }) => (timingSafeEqual(digest(headers.authorization ?? ''), expected) ? 'allowed' : 'unauthorized');
  }
  const isProxy = proxyAddress.compile(trustedProxies);
  const isHere = proxyAddress.compile(['loopback']);
  return ({ headers, socket }) => {
    const peer = socket.remoteAddress ?? '';
    return isHere(peer, 0) && !isProxy(peer, 0) && !passedOn.some((name) => name in headers) ? 'allowed' : 'hidden';
  };
}
