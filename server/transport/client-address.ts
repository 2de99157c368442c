import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

/** The network address that a request comes from. */
export type AddressOf = (request: IncomingMessage) => string;

/** Believes `X-Forwarded-For` as far as it was written by a trusted proxy: anyone else could claim any address. */
export function createAddressOf(trustedProxies: string[]): AddressOf {
  const trust = proxyAddress.compile(trustedProxies);
  return (request) => proxyAddress(request, trust);
}
