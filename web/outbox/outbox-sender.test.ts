import { expect, test, vi } from 'vitest';
import { entryFor, type OutboxEntry } from './outbox-entry.ts';
import { createOutboxSender, type Delivery } from './outbox-sender.ts';
import { createMemoryStore } from './outbox-store.ts';

const message = (roomId: string, content: string): OutboxEntry =>
  entryFor({ kind: 'message', roomId, clientMessageId: `${roomId} ${content}`, content, visibility: 'everyone' }, '2026-11-22T09:00:00.000Z');
const words = ({ task }: OutboxEntry): string => (task.kind === 'message' ? task.content : 'seq' in task ? `read ${task.seq}` : task.kind);

/** A sender of which the deliveries wait for the test. */
function heldSender() {
  const store = createMemoryStore();
  const tried: string[] = [];
  const held: PromiseWithResolvers<Delivery>[] = [];
  const sender = createOutboxSender({
    store,
    deliver(entry) {
      tried.push(words(entry));
      held.push(Promise.withResolvers<Delivery>());
      return held.at(-1)!.promise;
    },
    onChange: () => undefined,
    random: () => 0,
  });
  const next = async (delivery: Delivery) => {
    await vi.waitUntil(() => held.length > 0, { interval: 1 });
    held.shift()!.resolve(delivery);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { store, sender, tried, next, left: async () => (await store.all()).map(words) };
}
const taken: Delivery = { outcome: 'taken' };

test('a room’s messages go one after the other, in the order in which they were written', async () => {
  const { store, sender, tried, next, left } = heldSender();
  for (const content of ['one', 'two', 'three']) await store.put(message('a', content));
  sender.wake();
  await next(taken);
  expect(tried).toEqual(['one', 'two']);
  await next(taken);
  await next(taken);
  expect(tried).toEqual(['one', 'two', 'three']);
  expect(await left()).toEqual([]);
  sender.stop();
});

test('what has no answer is tried again, the same one, before anything after it; other rooms go on', async () => {
  const { store, sender, tried, next, left } = heldSender();
  for (const entry of [message('a', 'a1'), message('a', 'a2'), message('b', 'b1')]) await store.put(entry);
  sender.wake();
  await vi.waitUntil(() => tried.length === 2, { interval: 1 });
  await next({ outcome: 'unknown' });
  await next(taken);
  await vi.waitUntil(() => tried.length === 3, { interval: 1 });
  expect(tried).toEqual(['a1', 'b1', 'a1']);
  expect(await left()).toEqual(['a1', 'a2']);
  await next(taken);
  await next(taken);
  expect(await left()).toEqual([]);
  sender.stop();
});

test('what is refused for good keeps its words and lets the next one pass, until it is sent again', async () => {
  const { store, sender, tried, next, left } = heldSender();
  await store.put(message('a', 'refused'));
  await store.put(message('a', 'next'));
  sender.wake();
  await next({ outcome: 'refused', problem: 'The order is closed.' });
  await next(taken);
  expect(await left()).toEqual(['refused']);
  expect((await store.all())[0]?.problem).toBe('The order is closed.');
  await store.put(message('a', 'refused'));
  sender.wake();
  await next(taken);
  expect(tried).toEqual(['refused', 'next', 'refused']);
  expect(await left()).toEqual([]);
  sender.stop();
});

test('what is added while a lane is ending is not forgotten', async () => {
  const { store, sender, tried, next } = heldSender();
  await store.put(message('a', 'one'));
  sender.wake();
  await next(taken);
  await store.put(message('a', 'two'));
  sender.wake();
  await next(taken);
  expect(tried).toEqual(['one', 'two']);
  sender.stop();
});

test('who signs out stops sending, and what was under way stays', async () => {
  const { store, sender, tried, next, left } = heldSender();
  await store.put(message('a', 'one'));
  await store.put(message('a', 'two'));
  sender.wake();
  await vi.waitUntil(() => tried.length === 1, { interval: 1 });
  sender.stop();
  await next(taken);
  sender.wake();
  expect(tried).toEqual(['one']);
  expect(await left()).toEqual(['one', 'two']);
});

test('a newer read mark takes the place of the one before, and is not removed with it', async () => {
  const { store, sender, tried, next, left } = heldSender();
  const read = (seq: number) => entryFor({ kind: 'read', roomId: 'a', seq }, '2026-11-22T09:00:00.000Z');
  await store.put(read(3));
  sender.wake();
  await vi.waitUntil(() => tried.length === 1, { interval: 1 });
  await store.put(read(5));
  await next(taken);
  await next(taken);
  expect(tried).toEqual(['read 3', 'read 5']);
  expect(await left()).toEqual([]);
  sender.stop();
});
