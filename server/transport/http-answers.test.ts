import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { createHttpAnswers, type HttpAnswers } from './http-answers.ts';

const mebibyte = 1024 * 1024;
const large = 'x'.repeat(mebibyte);
const halfOfBatch = 'x'.repeat(limits.answer.batchBytes / 2);
const refusedFor = (reason: string) => expect.objectContaining({ reason }) as Error;

let answers: HttpAnswers;
const told: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  answers = createHttpAnswers({ slowConsumerCut: () => told.push('cut'), callRefused: (why) => told.push(why) });
});
afterEach(() => {
  answers.stop();
  vi.useRealTimers();
});

class Response extends EventEmitter {
  headersSent = false;
  destroy(): void {
    this.emit('close');
  }
}
function begin(personId: string | null, address = '10.0.0.1') {
  const response = new Response();
  return { response, ...answers.begin(response as unknown as ServerResponse, { personId, address }) };
}
/** As many answers as it takes to hold so much. */
function hold(bytes: number, person: string | null, address?: string) {
  return Array.from({ length: bytes / mebibyte + 1 }, () => {
    const answer = begin(person, address);
    answer.take(large, 'query');
    return answer;
  });
}

test('a person who leaves too much unsent is refused until it is taken; nobody else is', () => {
  const held = hold(limits.answer.unsent.person, 'lena');
  expect(() => begin('lena').requireRoom()).toThrow(refusedFor('TOO_MANY_CALLS'));
  begin('tom').requireRoom();
  begin(null).requireRoom();
  for (const { response } of held) response.emit('close');
  begin('lena').requireRoom();
  expect(answers.unsent).toBe(0);
  expect(told).toEqual(['unsent']);
});

test('an address, and the node, hold only so much', () => {
  for (let person = 0; answers.unsent <= limits.answer.unsent.address; person++) hold(2 * mebibyte, `person ${person}`);
  expect(() => begin(null).requireRoom()).toThrow(refusedFor('TOO_MANY_CALLS'));
  begin(null, '10.0.0.2').requireRoom();
  for (let address = 0; answers.unsent <= limits.answer.unsent.node; address++) hold(10 * mebibyte, null, `10.0.1.${address}`);
  expect(() => begin(null, '10.0.0.2').requireRoom()).toThrow(refusedFor('TOO_MANY_CALLS'));
});

test('a batch is full when it holds too much; what was changed is told all the same', () => {
  const { requireRoom, take } = begin('lena');
  take(halfOfBatch, 'query');
  requireRoom();
  expect(() => take('x'.repeat(limits.answer.batchBytes), 'query')).toThrow(refusedFor('BATCH_TOO_LARGE'));
  take(large, 'mutation');
  expect(requireRoom).toThrow(refusedFor('BATCH_TOO_LARGE'));
  expect(begin('tom').take('x'.repeat(limits.answer.batchBytes + 1), 'query')).toBeGreaterThan(limits.answer.batchBytes);
});

test('an answer that is not taken for too long is cut, not one that is still being made', () => {
  const [sent, made] = [begin('lena'), begin('lena')];
  for (const { take } of [sent, made]) take(halfOfBatch, 'query');
  sent.response.headersSent = true;
  vi.advanceTimersByTime(limits.answer.takenWithin - 1_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual(['cut']);
  expect(answers.unsent).toBe(made.take('', 'query') + halfOfBatch.length);
});

test('what nobody waits for any more is not held', () => {
  const answer = begin('lena');
  answer.response.emit('close');
  answer.take(large, 'query');
  expect(answers.unsent).toBe(0);
});
