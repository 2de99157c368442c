import { expect, test } from 'vitest';
import { lena, maria, tom } from './conversation.fixture.ts';
import { mergeRoomSignal, noSignals, type RoomSignals } from './merge-room-signal.ts';
import type { RoomSignal } from '../../../shared/rooms.ts';

const merge = (signals: RoomSignal[]): RoomSignals => signals.reduce(mergeRoomSignal, noSignals);

test('typing starts once and stops', () => {
  const typing = { type: 'typing', userId: maria.id, typing: true } as const;
  expect(merge([typing, typing]).typing).toEqual([maria.id]);
  expect(merge([typing, { ...typing, typing: false }]).typing).toEqual([]);
});

test('viewers are replaced as a whole', () => {
  const merged = merge([
    { type: 'viewers', userIds: [lena.id, maria.id], viewers: [lena, maria] },
    { type: 'viewers', userIds: [tom.id], viewers: [tom] },
  ]);
  expect(merged.viewers).toEqual([tom]);
});

test('a receipt never moves back', () => {
  const receipt = { type: 'receipt', userId: maria.id, lastReadSeq: 4, lastDeliveredSeq: 6 } as const;
  const merged = merge([receipt, { ...receipt, lastReadSeq: 2, lastDeliveredSeq: 9 }]);
  expect(merged.receipts[maria.id]).toEqual({ userId: maria.id, lastReadSeq: 4, lastDeliveredSeq: 9 });
});
