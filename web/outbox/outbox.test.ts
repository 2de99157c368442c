import { afterEach, expect, test, vi } from 'vitest';
import type { OutboxTask } from './outbox-entry.ts';
import { createMemoryStore } from './outbox-store.ts';
import { createOutbox, type Outbox } from './outbox.ts';

const task: OutboxTask = { kind: 'message', roomId: 'room', clientMessageId: 'mine', content: 'on it', visibility: 'everyone' };
const opened: Outbox[] = [];
afterEach(() => opened.splice(0).forEach((outbox) => outbox.stop()));

function open(options: Partial<Parameters<typeof createOutbox>[0]>): Outbox {
  const outbox = createOutbox({ userId: 'lena', deliver: async () => ({ outcome: 'taken' }), openStore: async () => createMemoryStore(), ...options });
  opened.push(outbox);
  return outbox;
}

test('what is added is shown at once, and gone when the server has it', async () => {
  const delivery = Promise.withResolvers<{ outcome: 'taken' }>();
  const outbox = open({ deliver: () => delivery.promise });
  outbox.add(task);
  expect(outbox.getSnapshot()).toMatchObject([{ task, problem: null }]);
  delivery.resolve({ outcome: 'taken' });
  await vi.waitFor(() => expect(outbox.getSnapshot()).toEqual([]));
});

test('what the browser cannot keep says so, keeps its words, and can be tried again or given up', async () => {
  const store = createMemoryStore();
  const put = vi.spyOn(store, 'put').mockRejectedValueOnce(new Error('QuotaExceededError'));
  const outbox = open({ openStore: async () => store });
  outbox.add(task);
  await vi.waitFor(() => expect(outbox.getSnapshot()).toMatchObject([{ task, problem: 'This browser could not keep it.' }]));
  outbox.add(task);
  await vi.waitFor(() => expect(outbox.getSnapshot()).toEqual([]));
  expect(put).toHaveBeenCalledTimes(2);

  put.mockRejectedValueOnce(new Error('QuotaExceededError'));
  outbox.add(task);
  await vi.waitFor(() => expect(outbox.getSnapshot()[0]?.problem).not.toBeNull());
  outbox.discard('mine');
  expect(outbox.getSnapshot()).toEqual([]);
});
