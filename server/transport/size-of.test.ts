import { expect, test } from 'vitest';
import { Serialized } from '../realtime/serialized.ts';
import { sizeOf } from './size-of.ts';

test.each<[string, unknown]>([
  ['nothing', null],
  ['text', 'Maria Alvarez'],
  ['long text with escapes', 'a "quote", a line\n and \u0001 '.repeat(100)],
  ['text beyond ASCII', 'مرحبا 👩‍👩‍👧‍👦 é'.repeat(50)],
  ['a list', [1, 22, 'x', null, true]],
  ['an object', { id: 'a', content: 'x'.repeat(4_000), at: new Date(0), sender: { name: 'Lena', role: 'pharmacist' }, mentionIds: [] }],
  ['what is JSON already', new Serialized(JSON.stringify({ text: 'é'.repeat(200) }))],
])('%s', (_, value) => {
  const exact = Buffer.byteLength(JSON.stringify(value));
  expect(Math.abs(sizeOf(value) - exact)).toBeLessThanOrEqual(Math.max(30, exact * 0.02));
});
