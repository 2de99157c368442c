import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createAddressOf } from './client-address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

test.each([
  ['nobody is trusted unless said', [], from('203.0.113.9', '198.51.100.1'), '203.0.113.9'],
  ['a trusted proxy names the client', ['10.0.0.0/8'], from('10.1.2.3', '198.51.100.1'), '198.51.100.1'],
  ['what the client claims before the proxy is not believed', ['10.0.0.0/8'], from('10.1.2.3', '192.0.2.66, 198.51.100.1'), '198.51.100.1'],
  ['a trusted proxy that says nothing is itself the client', ['10.0.0.0/8'], from('10.1.2.3'), '10.1.2.3'],
  ['networks of version 6', ['fd00::/8'], from('fd00::1', '2001:db8::5'), '2001:db8::5'],
])('%s', (_, trusted, request, address) => {
  expect(createAddressOf(trusted)(request)).toBe(address);
});
