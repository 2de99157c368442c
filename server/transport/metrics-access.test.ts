import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createMetricsAccess } from './metrics-access.ts';

const from = (remoteAddress: string, headers: IncomingMessage['headers'] = {}) => ({ headers, socket: { remoteAddress } }) as IncomingMessage;

test.each([
  ['127.0.0.1', {}, 'allowed'],
  ['127.8.0.3', {}, 'allowed'],
  ['::1', {}, 'allowed'],
  ['::ffff:127.0.0.1', {}, 'allowed'],
  ['10.0.0.7', {}, 'hidden'],
  ['::ffff:10.0.0.7', {}, 'hidden'],
  ['127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, 'hidden'],
  ['127.0.0.1', { forwarded: 'for=127.0.0.1' }, 'hidden'],
  ['::1', { via: '1.1 proxy' }, 'hidden'],
  ['10.0.0.7', { 'x-forwarded-for': '127.0.0.1' }, 'hidden'],
  ['127.0.0.1', { authorization: 'Bearer guess' }, 'allowed'],
])('without a token %s with %j is %s', (address, headers, access) => {
  expect(createMetricsAccess(null, [])(from(address, headers))).toBe(access);
});

test('a proxy of this machine that is trusted is no reader, whatever it adds', () => {
  expect(createMetricsAccess(null, ['127.0.0.1'])(from('127.0.0.1'))).toBe('hidden');
  expect(createMetricsAccess(null, ['10.0.0.0/8'])(from('127.0.0.1'))).toBe('allowed');
});

test.each([
  ['Bearer a-token-of-16-chars', 'allowed'],
  ['Bearer a-token-of-16-charz', 'unauthorized'],
  ['Bearer a-token-of-16-char', 'unauthorized'],
  ['a-token-of-16-chars', 'unauthorized'],
  [undefined, 'unauthorized'],
])('with a token %s is %s, from wherever', (authorization, access) => {
  const accessOf = createMetricsAccess('a-token-of-16-chars', []);
  for (const address of ['127.0.0.1', '10.0.0.7']) expect(accessOf(from(address, authorization ? { authorization } : {}))).toBe(access);
});
