import { expect, test } from 'vitest';
import { tokenLifetime } from './token-lifetime.ts';

const token = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

test('the difference of exp and iat, in milliseconds', () => {
  expect(tokenLifetime(token({ iat: 1_000, exp: 1_600, name: 'Zoë ÿ?>' }))).toBe(600_000);
});

test('nothing readable is null', () => {
  for (const bad of ['', 'a.b.c', token({}), token({ iat: 5, exp: 5 })]) expect(tokenLifetime(bad)).toBeNull();
});
