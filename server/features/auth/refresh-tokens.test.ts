import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { createRefreshTokens, refreshTokenHash, tenantOfRefreshToken } from './refresh-tokens.ts';

const tenantId = newId();
const secretKey = randomBytes(32);
const tokens = createRefreshTokens(secretKey);

test('a token has 256 random bits and says its tenant', () => {
  const token = tokens.first(tenantId);
  expect(Buffer.from(token.split('.')[1] ?? '', 'base64url')).toHaveLength(32);
  expect(tenantOfRefreshToken(token)).toBe(tenantId);
  expect(tokens.first(tenantId)).not.toBe(token);
});

test('the successor is always the same, of the same tenant, and needs the secret key', () => {
  const token = tokens.first(tenantId);
  const successor = tokens.successor(token);
  expect(successor).not.toBe(token);
  expect(createRefreshTokens(secretKey).successor(token)).toBe(successor);
  expect(tenantOfRefreshToken(successor)).toBe(tenantId);
  expect(createRefreshTokens(randomBytes(32)).successor(token)).not.toBe(successor);
});

test('the hash has 256 bits and does not show the token', () => {
  const token = tokens.first(tenantId);
  expect(refreshTokenHash(token)).toHaveLength(32);
  expect(refreshTokenHash(token).toString()).not.toContain(token);
});

test.each([
  '',
  '.',
  tenantId,
  `${tenantId}.short`,
  `${tenantId}.${'a'.repeat(44)}`,
  `${tenantId}.${'a'.repeat(42)}'`,
  `${tenantId}.${'a'.repeat(43)}.more`,
  `${tenantId.toUpperCase()}.${'a'.repeat(43)}`,
  `not-a-tenant.${'a'.repeat(43)}`,
])('%j is not a refresh token', (text) => {
  expect(tenantOfRefreshToken(text)).toBeNull();
});
