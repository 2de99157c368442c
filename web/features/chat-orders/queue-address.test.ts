import { expect, test } from 'vitest';
import { readQueueAddress, writeQueueAddress } from './queue-address.ts';

const read = (address: string) => readQueueAddress(new URLSearchParams(address));

test('an address says which list it was', () => {
  const address = { queue: 'mine', status: ['requested', 'ready'] } as const;
  expect(read(writeQueueAddress({ queue: address.queue, status: [...address.status] }))).toEqual(address);
});

test('the usual view has an empty address', () => {
  expect(writeQueueAddress(read(''))).toBe('');
});

test('what an address should not say is ignored', () => {
  expect(read('queue=everything&status=ready,asleep&search=Maria')).toEqual({ queue: 'unassigned', status: ['ready'] });
});
