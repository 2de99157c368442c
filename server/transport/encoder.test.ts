import { jsonEncoder } from '@trpc/server/adapters/ws';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Serialized } from '../realtime/serialized.ts';
import { encoder } from './encoder.ts';

/** What tRPC hands over for one tracked value, in the order of its own fields. */
const trackedMessage = (id: unknown, cursor: string, value: unknown) => ({
  id,
  result: { type: 'data', id: cursor, data: { id: cursor, data: value } },
});

test('a stored event leaves byte for byte as tRPC itself would write it', () => {
  const id = fc.oneof(fc.integer(), fc.string({ unit: 'binary' }));
  const property = fc.property(id, fc.string({ unit: 'binary' }), fc.jsonValue(), (requestId, cursor, value) => {
    const stored = new Serialized(JSON.stringify(value));
    expect(encoder.encode(trackedMessage(requestId, cursor, stored) as never)).toBe(
      jsonEncoder.encode(trackedMessage(requestId, cursor, value) as never),
    );
  });
  fc.assert(property);
});

test.each([
  { message: { id: 1, result: { type: 'started' } } },
  { message: { id: 1, result: { type: 'data', data: { any: 'value' } } } },
  { message: { id: 1, result: { type: 'data', data: null } } },
  { message: { id: 1, result: { type: 'data' } } },
  { message: { id: null, error: { code: -32_600, message: 'no', data: {} } } },
  { message: trackedMessage(1, 'a:1:b', { type: 'feed.heartbeat' }) },
  { message: { ...trackedMessage(1, 'a:1:b', new Serialized('{"seq":1}')), jsonrpc: '2.0' } },
  { message: { id: 1, result: { type: 'data', data: new Serialized('{"seq":1}') } } },
])('everything else is left to tRPC: $message', ({ message }) => {
  expect(encoder.encode(message as never)).toBe(jsonEncoder.encode(message as never));
});

test('text is read as JSON; a binary frame is refused', () => {
  expect(encoder.decode('{"id":1}')).toEqual({ id: 1 });
  expect(() => encoder.decode('{')).toThrow(SyntaxError);
  expect(() => encoder.decode(new ArrayBuffer(8))).toThrow(TypeError);
});
