import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { answerWithin, boundCalls } from './bound-calls.ts';
import { errorTitle, errorWords } from './error-words.ts';
import type { AppRouter } from './trpc.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Answer = 'taken' | 'lost' | 'never' | { reason: string };

/** A client whose calls are answered like this, one after the other, and the last of it for ever. */
function open(answers: Answer[]) {
  let isOffline = false;
  const calls: string[] = [];
  let given = 0;
  const server: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const answer = answers[Math.min(calls.length, answers.length - 1)]!;
        calls.push(op.path);
        const data = typeof answer === 'object' ? { code: 'CONFLICT', ...answer } : null;
        if (answer === 'taken') {
          observer.next({ result: { type: 'data', data: 'done' } });
          observer.complete();
        } else if (answer === 'lost') observer.error(TRPCClientError.from(new TypeError('Failed to fetch')));
        else if (data) observer.error(TRPCClientError.from({ error: { code: -32_000, message: 'No.', data } } as never));
        return () => {
          given += 1;
        };
      });
  const client = createTRPCClient<AppRouter>({ links: [boundCalls({ isOffline: () => isOffline, random: () => 0.5 }), server] });
  return { client, calls, cutOff: () => (isOffline = true), givenUp: () => given };
}

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(String, (error: unknown) => `${errorTitle('It was not changed', error)}. ${errorWords(error)}`);
const [roomId, release, claim] = [newId(), 'chatOrders.release', 'chatOrders.claim'];

test('without a connection nothing is asked, and it is said at once that nothing was changed', async () => {
  const { client, calls, cutOff } = open(['taken']);
  cutOff();
  expect(await outcome(client.chatOrders.release.mutate({ roomId }))).toMatch(/^It was not changed\. No connection: nothing was changed\./);
  expect(calls).toEqual([]);
});

test('what the outbox keeps, and what is only read, goes out all the same', async () => {
  const { client, calls, cutOff } = open(['taken']);
  cutOff();
  await client.messages.markRead.mutate({ roomId, seq: 3 });
  await client.chatOrders.get.query({ roomId });
  expect(calls).toEqual(['messages.markRead', 'chatOrders.get']);
});

test('a change that rests on what was seen is asked once, and its outcome is called unknown', async () => {
  const { client, calls } = open(['lost', 'taken']);
  expect(await outcome(client.chatOrders.release.mutate({ roomId }))).toMatch(/^No answer: it may be done or not\. .* do it again only if it is not done\.$/);
  expect(calls).toEqual([release]);
});

test('what does no harm twice is asked again until it is answered', async () => {
  const { client, calls } = open(['lost', { reason: 'UNAVAILABLE' }, 'taken']);
  const told = outcome(client.chatOrders.claim.mutate({ roomId }));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await told).toBe('done');
  expect(calls).toEqual([claim, claim, claim]);
});

test('a refusal is told as it is, and not asked for again', async () => {
  const { client, calls } = open([{ reason: 'STALE_VERSION' }]);
  expect(await outcome(client.chatOrders.claim.mutate({ roomId }))).toMatch(/^It was not changed\. Somebody changed this/);
  expect(calls).toEqual([claim]);
});

test('a line that swallows everything is given up in time, and the call with it', async () => {
  const { client, givenUp } = open(['never']);
  const told = outcome(client.chatOrders.claim.mutate({ roomId }));
  await vi.advanceTimersByTimeAsync(answerWithin - 1);
  expect(givenUp()).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(await told).toMatch(/^No answer: it may be done or not\./);
  expect(givenUp()).toBe(1);
});

test('reading that gets no answer is given up as well, and nothing is said of doing', async () => {
  const { client, givenUp } = open(['never']);
  const told = outcome(client.chatOrders.get.query({ roomId }));
  await vi.advanceTimersByTimeAsync(answerWithin);
  expect(await told).toBe('It was not changed. MedSync did not answer. Check your connection and try again.');
  expect(givenUp()).toBe(1);
});

test('what may have been done before the connection went is not called undone', async () => {
  const { client, calls, cutOff } = open(['lost']);
  const told = outcome(client.chatOrders.claim.mutate({ roomId }));
  cutOff();
  await vi.advanceTimersByTimeAsync(answerWithin);
  expect(await told).toMatch(/^No answer: it may be done or not\./);
  expect(calls).toEqual([claim]);
});

test('a machine that slept does not go on with what somebody wanted hours ago', async () => {
  const { client, calls } = open(['lost', 'taken']);
  const told = outcome(client.chatOrders.claim.mutate({ roomId }));
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await told).toMatch(/^No answer/);
  expect(calls).toEqual([claim]);
});

test('an answer ends the waiting: nothing is told twice', async () => {
  const { client, givenUp } = open(['taken']);
  expect(await outcome(client.chatOrders.release.mutate({ roomId }))).toBe('done');
  expect(vi.getTimerCount()).toBe(0);
  expect(givenUp()).toBe(1);
});
