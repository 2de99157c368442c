import { expect, test } from 'vitest';
import { roomTopic } from '../../shared/topics.ts';
import { createCursors } from './cursor.ts';

const topic = roomTopic('0198c0de-0000-7000-8000-000000000001');
const cursors = createCursors('7fk2p9qa');
const [, , tag] = cursors.format(topic, 1).split(':');

test.each([0, 1, 42, 999_999_999_999_999])('the id of %i names that place', (seq) => {
  expect(cursors.parse(topic, cursors.format(topic, seq))).toBe(seq);
});

test.each([
  ['another topic', cursors.format(roomTopic('0198c0de-0000-7000-8000-000000000002'), 7)],
  ['another history', createCursors('00000000').format(topic, 7)],
  ['nothing', ''],
  ['a number alone', '7'],
  ['an exponent', `7fk2p9qa:1e9:${tag}`],
  ['a negative number', `7fk2p9qa:-1:${tag}`],
  ['a fraction', `7fk2p9qa:1.5:${tag}`],
  ['a number beyond 2^53', `7fk2p9qa:9007199254740993:${tag}`],
  ['a leading zero', `7fk2p9qa:07:${tag}`],
  ['hexadecimal', `7fk2p9qa:0x7:${tag}`],
  ['other digits', `7fk2p9qa:٧:${tag}`],
  ['a space before', ` ${cursors.format(topic, 7)}`],
  ['a line end after', `${cursors.format(topic, 7)}\n`],
  ['a NUL after', `${cursors.format(topic, 7)}\0`],
  ['a second part', `${cursors.format(topic, 7)}:7`],
  ['capitals', cursors.format(topic, 7).toUpperCase()],
  ['ten kilobytes', '7'.repeat(10_240)],
  ['ten kilobytes of epoch', `${'a'.repeat(10_240)}:7:${tag}`],
  ['SQL', `7fk2p9qa:7' or '1'='1:${tag}`],
  ['a prototype key', '__proto__'],
])('an id with %s proves nothing', (_, id) => {
  expect(cursors.parse(topic, id)).toBeNull();
});
