import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import type { ErrorData } from '../../shared/errors.ts';
import { errorWords, failureOf, isAboutToken, isPassing } from './error-words.ts';

const answered = (data: ErrorData, message = 'Words of the server.') =>
  TRPCClientError.from({ error: { code: -32_000, message, data: { code: 'CONFLICT', ...data } } } as never);

test('an answer that did not come may be asked for again', () => {
  const error = TRPCClientError.from(new TypeError('Failed to fetch'));
  expect(failureOf(error)).toBeNull();
  expect(isPassing(error)).toBe(true);
  expect(errorWords(error)).toContain('did not answer');
});

test('a refusal is not asked for again', () => {
  expect(isPassing(answered({ reason: 'STALE_VERSION' }))).toBe(false);
  expect(isPassing(answered({ reason: 'UNAVAILABLE' }))).toBe(true);
});

test('the holder is named', () => {
  expect(errorWords(answered({ reason: 'ALREADY_CLAIMED', holder: { id: '1', name: 'Lena' } }))).toBe('Lena has already taken this order.');
});

test('too often says when to come back', () => {
  expect(errorWords(answered({ reason: 'RATE_LIMITED', retryAfter: 200 }))).toBe('That was too often. Try again in 4 minutes.');
});

test('a reason without words of its own uses those of the server', () => {
  expect(errorWords(answered({ reason: 'ORDER_CLOSED' }))).toBe('Words of the server.');
});

test('refused tokens are told from other refusals', () => {
  expect(isAboutToken(answered({ reason: 'TOKEN_EXPIRED' }))).toBe(true);
  expect(isAboutToken(answered({ reason: 'ROLE_NOT_ALLOWED' }))).toBe(false);
  expect(isAboutToken(new Error('no answer'))).toBe(false);
});
