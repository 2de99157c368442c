import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edgeSpeed } from './edge-scroll.ts';

test('nothing scrolls in the middle, all the faster the nearer an edge is, and no faster beyond it', () => {
  expect([300, 148, 452].map((at) => edgeSpeed(at, 100, 500))).toEqual([0, 0, 0]);
  expect([124, 100, 20].map((at) => edgeSpeed(at, 100, 500))).toEqual([-450, -900, -900]);
  expect([476, 500, 900].map((at) => edgeSpeed(at, 100, 500))).toEqual([450, 900, 900]);
});

test('a frame of any size has a middle in which nothing scrolls, and one without any never does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: -500, max: 500 }), (size, from) => {
      expect(edgeSpeed(from + size / 2, from, from + size)).toBe(0);
      expect(edgeSpeed(from, from, from + size)).toBeCloseTo(-900);
      expect(edgeSpeed(from, from, from)).toBe(0);
    }),
  );
});
