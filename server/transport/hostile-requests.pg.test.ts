import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';
import { sendRaw, statusOf } from './raw-http.ts';

const origin = 'https://medsync.example';
let app: TestApp;
let client: TestClient;
let webRoot: string;
beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'medsync web '));
  writeFileSync(join(webRoot, 'index.html'), '<title>MedSync</title>');
  app = await startTestApp({ webRoot, publicOrigins: [origin], hstsSubdomains: true });
  client = await app.signIn(await app.addPerson(await app.addTenant('Greenleaf'), 'pharmacist', 'Lena Fischer'));
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  rmSync(webRoot, { recursive: true });
});

/** One of each group of paths: calls, the event stream, health, keys, the web app, and what is not there. */
const paths = ['/trpc/auth.me', '/trpc/stream', '/healthz', '/readyz', '/.well-known/jwks.json', '/index.html', '/', '/nowhere'];

const marker = 'evil-4711';
const json = 'Content-Type: application/json\r\nContent-Length: 2\r\n';
/** Requests that every path refuses: what stands before the path, after it, and which answers are right. */
const hostile: Record<string, [start: string, rest: string, statuses: number[]]> = {
  'TRACE': ['TRACE', 'Host: a\r\n\r\n', [405]],
  'DELETE': ['DELETE', 'Host: a\r\n\r\n', [405]],
  'OPTIONS': ['OPTIONS', 'Host: a\r\n\r\n', [405]],
  'PROPFIND': ['PROPFIND', 'Host: a\r\n\r\n', [405]],
  'QUERY': ['QUERY', `Host: a\r\n${json}\r\n{}`, [405]],
  'a method that nobody knows': ['EVIL', 'Host: a\r\n\r\n', [501]],
  'a Host with a semicolon': ['GET', `Host: a;${marker}\r\n\r\n`, [400]],
  'a Host with a directive': ['GET', `Host: a; script-src ${marker}\r\n\r\n`, [400]],
  'a Host with a comma': ['GET', `Host: a,${marker}\r\n\r\n`, [400]],
  'a Host with a path': ['GET', `Host: a/${marker}\r\n\r\n`, [400]],
  'a Host with a name before it': ['GET', `Host: ${marker}@a\r\n\r\n`, [400]],
  'a Host with quotes': ['GET', `Host: "${marker}"\r\n\r\n`, [400]],
  'a Host of other letters': ['GET', `Host: \xe4${marker}\r\n\r\n`, [400]],
  'a Host with a port that is none': ['GET', `Host: ${marker}:x\r\n\r\n`, [400]],
  'an empty Host': ['GET', 'Host: \r\n\r\n', [400]],
  'no Host': ['GET', '\r\n', [400]],
  'two Hosts': ['GET', `Host: a\r\nHost: ${marker}\r\n\r\n`, [400]],
  'the same Host twice': ['GET', 'Host: a\r\nhost: a\r\n\r\n', [400]],
  'two Authorizations': ['GET', 'Host: a\r\nAuthorization: Bearer TOKEN\r\nAuthorization: Bearer x\r\n\r\n', [400]],
  'a control character in a token': ['GET', 'Host: a\r\nAuthorization: Bearer \x01x\r\n\r\n', [400]],
  'length and chunks': ['POST', 'Host: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', [400]],
  'chunks that are not last': ['POST', 'Host: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n', [400]],
  'chunks of another kind': ['POST', 'Host: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n', [400]],
  'a folded Transfer-Encoding': ['POST', 'Host: a\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n', [400]],
  'a blank before the colon': ['POST', 'Host: a\r\nContent-Length : 2\r\n\r\n{}', [400]],
  'two lengths': ['POST', 'Host: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', [400]],
  'a length with a sign': ['POST', 'Host: a\r\nContent-Length: +2\r\n\r\n{}', [400]],
  'an endless length': ['POST', 'Host: a\r\nContent-Length: 99999999999999999999\r\n\r\n{}', [400]],
  'a wish that nobody knows': ['POST', `Host: a\r\nExpect: ${marker}\r\n${json}\r\n{}`, [417]],
  'a packed body': ['POST', `Host: a\r\nContent-Encoding: gzip\r\n${json}\r\n{}`, [415, 405]],
  'two kinds of content': ['POST', `Host: a\r\nContent-Type: text/plain\r\n${json}\r\n{}`, [400]],
  'large headers': ['GET', `Host: a\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`, [431]],
  'a bare line feed': ['GET', `Host: a\nX-Evil: ${marker}\n\n`, [400]],
  'a NUL': ['GET', `Host: a\r\nX-Evil: \0${marker}\r\n\r\n`, [400]],
};

const healthy = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';

test.each(Object.entries(hostile))('%s is refused at every path, nothing of it comes back, and the next request is served', async (_, [method, rest, statuses]) => {
  for (const path of paths) {
    const answer = await sendRaw(app.url, Buffer.from(`${method} ${path} HTTP/1.1\r\n${rest.replace('TOKEN', client.token)}`, 'latin1'));
    expect(statuses, `${path}: ${answer}`).toContain(statusOf(answer));
    expect(answer).not.toContain(marker);
    if (statusOf(answer) === 405) expect(answer).toMatch(/\r\nallow: (GET, HEAD|GET, HEAD, POST)\r\n/i);
  }
  expect(statusOf(await sendRaw(app.url, healthy))).toBe(200);
});

test.each([
  ['CONNECT', `CONNECT ${marker}:443 HTTP/1.1\r\nHost: ${marker}\r\n\r\n`, 405],
  ['the target of a proxy', `GET http://${marker}/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
  ['the target of a proxy with another scheme', `GET ftp://${marker}/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
  ['an asterisk', `OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
  ['two slashes', `GET //${marker}/ HTTP/1.1\r\nHost: localhost\r\n\r\n`, 403],
  ['a path that is not there', `GET /${marker}?${marker} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 404],
  ['a path out of the files', `GET /../../${marker} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 403],
  ['a packed path out of the files', `GET /%2e%2e/%2e%2e/${marker} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 403],
  ['half an escape', `GET /healthz%zz${marker} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
  ['bytes that are no text', `GET /healthz%ff${marker} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
])('%s is refused without repeating it', async (_, bytes, status) => {
  const answer = await sendRaw(app.url, bytes);
  expect(statusOf(answer), answer).toBe(status);
  expect(answer).not.toContain(marker);
  expect(statusOf(await sendRaw(app.url, healthy))).toBe(200);
});

test.each([
  ['no token', '', 401],
  ['the token', 'Authorization: Bearer TOKEN\r\n', 200],
  ['the token in lower case letters', 'authorization: bearer TOKEN\r\n', 200],
  ['the token and something else', 'Authorization: Bearer TOKEN y\r\n', 401],
  ['something else and the token', 'Authorization: Bearer x TOKEN\r\n', 401],
  ['the token twice', 'Authorization: Bearer TOKEN, Bearer TOKEN\r\n', 401],
  ['another scheme', 'Authorization: Basic TOKEN\r\n', 401],
  ['letters of another alphabet', 'Authorization: Bearer \xe4TOKEN\r\n', 401],
])('whoever sends %s is taken for who they are', async (_, header, status) => {
  const request = `GET /trpc/auth.me HTTP/1.1\r\nHost: localhost\r\n${header.replaceAll('TOKEN', client.token)}\r\n`;
  expect(statusOf(await sendRaw(app.url, Buffer.from(request, 'latin1')))).toBe(status);
});

test.each(['localhost', '127.0.0.1:3000', '[::1]:3000', 'medsync.example', 'medsync_app:80', 'anything.test'])(
  'a request to %s is served, and its headers speak of what is configured',
  async (host) => {
    for (const path of paths.filter((each) => each !== '/trpc/stream')) {
      const answer = await sendRaw(app.url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: ${marker}\r\n\r\n`);
      expect([200, 401, 404]).toContain(statusOf(answer));
      expect(answer).toContain("connect-src 'self' wss://medsync.example;");
      expect(answer).toMatch(/strict-transport-security: max-age=31536000; includeSubDomains\r\n/i);
      expect(answer).not.toContain(marker);
      if (host !== 'medsync.example') expect(answer).not.toContain(host);
    }
  },
);

test('hundreds of requests made at random are answered, and none of them with a fault of ours', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 30 }),
    fc.constantFrom('a;b', '\xff', '%00', '__proto__', '[', '{}', 'Bearer', 'chunked', '-1', '1e9', '\t', '"', 'a, b', '*', '0x10'),
  );
  const line = (text: string) => text.replaceAll(/[\r\n]/g, '');
  const names = fc.constantFrom('Host', 'Authorization', 'Cookie', 'Content-Type', 'Content-Length', 'Content-Encoding', 'Transfer-Encoding', 'Expect', 'Range', 'If-None-Match', 'If-Modified-Since', 'Accept', 'Origin', 'X-Forwarded-For', 'trpc-accept', 'Connection');
  const property = fc.asyncProperty(
    fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'TRACE', 'SEARCH'),
    fc.oneof(fc.constantFrom(...paths), odd),
    fc.array(fc.tuple(names, odd), { maxLength: 4 }),
    async (method, path, fields) => {
      const headers = fields.map(([name, value]) => `${name}: ${line(value)}\r\n`).join('');
      const answer = await sendRaw(app.url, Buffer.from(`${method} ${line(path)} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n{}\r\n\r\n\r\n`, 'latin1'));
      const status = statusOf(answer);
      expect(status === 501 || (status >= 100 && status < 500), answer).toBe(true);
    },
  );
  await fc.assert(property, { numRuns: 400 });
});
