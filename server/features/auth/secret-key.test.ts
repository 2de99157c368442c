import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveKey, seal, unseal } from './secret-key.ts';

const secretKey = randomBytes(32);
const key = deriveKey(secretKey, 'signing-key');

test('what is sealed opens with the same key and name only', () => {
  const sealed = seal(key, 'key-1', 'private');
  expect(unseal(key, 'key-1', sealed)).toBe('private');
  expect(() => unseal(key, 'key-2', sealed)).toThrow();
  expect(() => unseal(deriveKey(randomBytes(32), 'signing-key'), 'key-1', sealed)).toThrow();
});

test('a changed byte is noticed', () => {
  const bytes = Buffer.from(seal(key, 'key-1', 'private'), 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => unseal(key, 'key-1', bytes.toString('base64url'))).toThrow();
});

test('sealing twice gives different texts', () => {
  expect(seal(key, 'key-1', 'private')).not.toBe(seal(key, 'key-1', 'private'));
});

test('each purpose has its own key', () => {
  expect(deriveKey(secretKey, 'refresh-token')).not.toEqual(key);
});
