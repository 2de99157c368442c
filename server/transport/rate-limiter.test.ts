import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { createRateLimiter } from './rate-limiter.ts';

function start(bucket: { perSecond: number; burst: number }) {
  let time = 1_000_000;
  const limiter = createRateLimiter(bucket, { now: () => time });
  const taken = (key: string, tries: number) => Array.from({ length: tries }, () => limiter.tryTake(key)).filter(Boolean).length;
  return { limiter, taken, pass: (ms: number) => (time += ms) };
}

test('a burst at once, then the rate', () => {
  const { taken, pass } = start({ perSecond: 10, burst: 40 });
  expect(taken('lena', 100)).toBe(40);
  pass(99);
  expect(taken('lena', 100)).toBe(0);
  pass(1);
  expect(taken('lena', 100)).toBe(1);
  pass(1_000);
  expect(taken('lena', 100)).toBe(10);
});

test('what was not used is kept up to the burst and no further', () => {
  const { taken, pass } = start({ perSecond: 10, burst: 40 });
  taken('lena', 100);
  pass(3_600_000);
  expect(taken('lena', 100)).toBe(40);
});

test('trying in vain costs nothing', () => {
  const { taken, pass } = start({ perSecond: 1, burst: 1 });
  taken('lena', 1);
  for (let turn = 0; turn < 10; turn++) {
    pass(99);
    expect(taken('lena', 1)).toBe(0);
  }
  pass(11);
  expect(taken('lena', 1)).toBe(1);
});

test('keys do not touch each other, whatever they are called', () => {
  const { taken } = start({ perSecond: 1, burst: 2 });
  for (const key of ['lena', 'omar', '__proto__', 'constructor', '']) expect(taken(key, 5)).toBe(2);
});

test('a key that was forgotten is as full as one never seen', () => {
  const { taken, pass } = start({ perSecond: 10, burst: 40 });
  taken('lena', 40);
  pass(2_000);
  taken('omar', 1);
  pass(2_000);
  taken('omar', 1);
  expect(taken('lena', 100)).toBe(40);
});

test('a clock that goes back gives nothing away and locks nobody out', () => {
  const { taken, pass } = start({ perSecond: 10, burst: 40 });
  taken('lena', 40);
  pass(-60_000);
  expect(taken('lena', 100)).toBe(0);
  pass(1_000);
  expect(taken('lena', 100)).toBe(10);
});

test('a refusal says when to try again', () => {
  const { limiter } = start({ perSecond: 0.5, burst: 1 });
  limiter.take('lena');
  expect(() => limiter.take('lena')).toThrow(Failure);
  expect(() => limiter.take('lena')).toThrow(expect.objectContaining({ reason: 'RATE_LIMITED', details: { retryAfter: 2 } }));
});
