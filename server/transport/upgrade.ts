import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { checkRequest } from './request-check.ts';

/** Why a request is refused before anything looks at what it asks for, as an HTTP answer. */
export interface Refusal {
  status: 400 | 403 | 404 | 405 | 408 | 415 | 426 | 429 | 431 | 501 | 503;
  reason: string;
}

const statusTexts: Record<Refusal['status'], string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  415: 'Unsupported Media Type',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** Answers what Node leaves to us (an upgrade, a tunnel, what is no HTTP) with a refusal and ends the connection. */
export function refuseUpgrade(socket: Duplex, { status, reason }: Refusal): void {
  const body = `${reason}\n`;
  const retry = status === 429 || status === 503 ? 'Retry-After: 1\r\n' : '';
  const allow = status === 405 ? 'Allow: GET\r\n' : '';
  socket.end(
    `HTTP/1.1 ${status} ${statusTexts[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
      `${retry}${allow}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/**
 * Whether the request asks for our socket, from where it may be asked for. Anything a client can put into a request
 * line or a header arrives here first.
 */
export function checkUpgrade(request: IncomingMessage, allowedOrigins: ReadonlySet<string>): Refusal | null {
  if (request.method !== 'GET') return { status: 405, reason: 'Use GET.' };
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') return { status: 426, reason: 'Only WebSocket is spoken here.' };
  const [path, query = ''] = (request.url ?? '').split('?', 2);
  if (path !== '/trpc') return { status: 404, reason: 'There is no socket here.' };
  const odd = checkRequest(request);
  if (odd) return odd;
  if (new URLSearchParams(query).get('connectionParams') !== '1')
    return { status: 400, reason: 'Open with ?connectionParams=1 and send the token in the first frame.' };
  return checkOrigin(request, allowedOrigins);
}

/** Programs send no Origin; a browser always does, and a page that is not ours has no business here. */
export function checkOrigin({ headers: { origin } }: IncomingMessage, allowedOrigins: ReadonlySet<string>): Refusal | null {
  return origin === undefined || allowedOrigins.has(origin) ? null : { status: 403, reason: 'This origin is not allowed.' };
}
