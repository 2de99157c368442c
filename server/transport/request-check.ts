import type { IncomingMessage } from 'node:http';
import type { Refusal } from './upgrade.ts';

/** Headers that a request may carry once: of two, a proxy in front of us might believe the other one. */
const singleHeaders = new Set(['host', 'authorization', 'content-type', 'content-encoding']);

/** A name or an address, with or without a port. */
const hostPattern = /^(?:[a-z0-9_](?:[a-z0-9._~-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Whether a request says plainly what it asks for and of whom; null when it does. */
export function checkRequest(request: IncomingMessage): Refusal | null {
  const { rawHeaders, headers, url = '' } = request;
  if (!url.startsWith('/')) return { status: 400, reason: 'Ask for a path.' };
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  if (names.some((name, index) => singleHeaders.has(name) && names.indexOf(name) < index))
    return { status: 400, reason: 'A header is there twice.' };
  if (headers.host !== undefined && !hostPattern.test(headers.host)) return { status: 400, reason: 'The Host header is not valid.' };
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return { status: 415, reason: 'Send bodies as they are.' };
  const transfer = headers['transfer-encoding'] ?? 'chunked';
  if (transfer.toLowerCase() !== 'chunked') return { status: 400, reason: 'Send bodies whole or in chunks.' };
  return null;
}

/** The methods that a path of ours may be asked with: calls are posted, everything else is read. */
export const methodsOf = (url: string): readonly string[] =>
  /^\/trpc(?:[/?]|$)/.test(url) ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'];
