import { QueryClient } from '@tanstack/react-query';
import { TRPCClientError, type TRPCClient } from '@trpc/client';
import { expect, test } from 'vitest';
import type { ErrorReason } from '../../shared/errors.ts';
import type { AppRouter } from '../lib/trpc.ts';
import type { OutboxTask } from '../outbox/outbox-entry.ts';
import { createDeliver } from './deliver.ts';

const task: OutboxTask = { kind: 'message', roomId: 'room', clientMessageId: 'mine', content: 'on it', visibility: 'everyone' };

function deliverTo(reason: ErrorReason) {
  const error = TRPCClientError.from({ error: { message: 'Refused.', code: -32_029, data: { reason, retryAfter: 1 } } });
  const client = { messages: { send: { mutate: () => Promise.reject(error) } } } as unknown as TRPCClient<AppRouter>;
  return createDeliver({ client, queryClient: new QueryClient(), userId: 'lena' })(task, new AbortController().signal);
}

test.each<ErrorReason>(['RATE_LIMITED', 'TOO_MANY_CALLS', 'BATCH_TOO_LARGE', 'UNAVAILABLE'])('a message that is refused with %s goes again later', async (reason) => {
  expect(await deliverTo(reason)).toEqual({ outcome: 'unknown' });
});

test('a message that is refused for good says why', async () => {
  expect(await deliverTo('ORDER_CLOSED')).toMatchObject({ outcome: 'refused', problem: expect.any(String) as string });
});
