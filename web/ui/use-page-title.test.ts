import { expect, test } from 'vitest';
import { titleWords } from './use-page-title.ts';

test.each([
  [{ words: null, count: 0 }, 'Orders · MedSync'],
  [{ words: null, count: 3 }, '(3) Orders · MedSync'],
  [{ words: '(!) Urgent alert', count: 3 }, '(!) Urgent alert · (3) Orders · MedSync'],
])('%j is titled %j', (call, title) => expect(titleWords('Orders', call)).toBe(title));
