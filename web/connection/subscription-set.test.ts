import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSubscriptionSet } from './subscription-set.ts';

const subscription = (id: number) => ({ id, method: 'subscription' as const, params: { path: 'rooms.events' } });
const value = (seq: number, id = 1) => JSON.stringify({ id, result: { type: 'data', id: `e:${seq}`, data: { id: `e:${seq}`, data: {} } } });
const started = JSON.stringify({ id: 1, result: { type: 'started' } });

function withOne() {
  const set = createSubscriptionSet();
  set.add(subscription(1));
  const isNew = (stream: number, frame: string) => {
    const reception = set.receive(stream, frame);
    return reception.kind === 'subscription' && reception.isNew;
  };
  return { set, isNew };
}

test('a stream goes on behind what has come', () => {
  const { set, isNew } = withOne();
  expect(set.moveTo(1)).toEqual([subscription(1)]);
  expect([1, 2].map((seq) => isNew(1, value(seq)))).toEqual([true, true]);
  expect(set.moveTo(2)[0]!.params.lastEventId).toBe('e:2');
});

test('what came from the old stream in the meantime is not taken again from the new one', () => {
  const { set, isNew } = withOne();
  set.moveTo(1);
  isNew(1, value(1));
  set.moveTo(2);
  expect(isNew(1, value(2))).toBe(true);
  expect(isNew(2, started)).toBe(true);
  expect(isNew(1, value(3))).toBe(false);
  expect([2, 3].map((seq) => isNew(2, value(seq)))).toEqual([false, true]);
});

test('fleeting values come from one stream at a time', () => {
  const { set, isNew } = withOne();
  const fleeting = JSON.stringify({ id: 1, result: { type: 'data', data: { type: 'viewers', userIds: [] } } });
  set.moveTo(1);
  expect(isNew(1, fleeting)).toBe(true);
  set.moveTo(2);
  expect(isNew(1, fleeting)).toBe(true);
  expect(isNew(2, started)).toBe(true);
  expect(isNew(1, fleeting)).toBe(false);
  expect(isNew(2, fleeting)).toBe(true);
});

test('what nobody wants any more is dropped, and an end removes it', () => {
  const { set, isNew } = withOne();
  set.add(subscription(2));
  set.moveTo(1);
  set.remove(1);
  expect(isNew(1, value(1))).toBe(false);
  const failed = JSON.stringify({ id: 2, error: { message: 'no', code: -32_004 } });
  expect(set.receive(1, failed)).toMatchObject({ isNew: true, isOver: true });
  expect(set.size).toBe(0);
});

test('a notice of the server is told apart', () => {
  const { set } = withOne();
  expect(set.receive(1, '{"id":null,"method":"reconnect"}')).toEqual({ kind: 'renewal' });
});

/** Each stream sends what comes after the id that it was opened with, at its own pace; the older one may end at any time. */
test('whatever the pace of the streams, every event is taken once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('swap', 'old', 'new', 'retire'), { maxLength: 100 }), (steps) => {
      const { set, isNew } = withOne();
      const taken: number[] = [];
      let number = 0;
      const open = () => {
        const cursor = set.moveTo(++number)[0]!.params.lastEventId;
        return { number, at: cursor ? Number(cursor.slice(2)) : 0 };
      };
      const send = (stream: { number: number; at: number }) => {
        stream.at += 1;
        if (isNew(stream.number, value(stream.at))) taken.push(stream.at);
      };
      let old = open();
      let next: typeof old | null = null;
      for (const step of steps) {
        if (step === 'swap') next ??= open();
        if (step === 'old') send(old);
        if (step === 'new' && next) send(next);
        if (step === 'retire' && next) [old, next] = [next, null];
      }
      expect(taken).toEqual(taken.map((_, index) => index + 1));
    }),
    { numRuns: 2_000 },
  );
});
