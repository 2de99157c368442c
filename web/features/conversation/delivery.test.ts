import { expect, test } from 'vitest';
import { aMessage, lena, maria, tom } from './conversation.fixture.ts';
import { deliveryOf, deliveryWords } from './delivery.ts';

const members = [maria];
const mine = aMessage(5, { sender: lena });
const receipt = (userId: string, lastReadSeq: number, lastDeliveredSeq: number) => ({ [userId]: { userId, lastReadSeq, lastDeliveredSeq } });

test.for([
  ['sent', 3, 4],
  ['delivered', 4, 5],
  ['read', 5, 5],
] as const)('a message to the patient is %s', ([expected, read, delivered]) => {
  expect(deliveryOf(mine, { receipts: receipt(maria.id, read, delivered), kind: 'order', members, caller: lena })).toBe(expected);
});

test('a colleague who read it does not make it read by the patient', () => {
  expect(deliveryOf(mine, { receipts: receipt(tom.id, 9, 9), kind: 'order', members, caller: lena })).toBe('sent');
});

test('a note is read when a colleague has read it', () => {
  const note = aMessage(5, { sender: lena, visibility: 'staff' });
  expect(deliveryOf(note, { receipts: receipt(tom.id, 5, 5), kind: 'order', members, caller: lena })).toBe('read');
  expect(deliveryOf(note, { receipts: receipt(maria.id, 5, 5), kind: 'order', members, caller: lena })).toBe('sent');
});

test('what a patient wrote is read when anyone of the pharmacy has read it', () => {
  const question = aMessage(5);
  expect(deliveryOf(question, { receipts: receipt(tom.id, 5, 5), kind: 'order', members, caller: maria })).toBe('read');
});

test('in a thread it is read when anyone in it has read it, and it says who', () => {
  const rosa = { id: 'rosa', name: 'Rosa Jimenez', role: 'nurse' as const };
  const words = (receipts: Parameters<typeof deliveryWords>[1]['receipts']) =>
    deliveryWords(mine, { kind: 'thread', receipts, members: [lena, tom, rosa], caller: lena });
  expect(words({})).toBe('Sent');
  expect(words(receipt(tom.id, 4, 5))).toBe('Delivered');
  expect(words(receipt(tom.id, 5, 5))).toBe('Read by Tom');
  expect(words({ ...receipt(tom.id, 5, 5), ...receipt(rosa.id, 6, 6) })).toBe('Read by everyone');
  // who has left reads no more
  expect(words(receipt('ben', 9, 9))).toBe('Sent');
});
