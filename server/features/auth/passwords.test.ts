import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { hashPassword, nobodysHash, verifyPassword } from './passwords.ts';

test('a password matches its own hash and no other', async () => {
  const hash = await hashPassword('correct horse');
  expect(await verifyPassword(hash, 'correct horse')).toBe(true);
  expect(await verifyPassword(hash, 'correct horse ')).toBe(false);
});

test('hashes are argon2id with the recommended cost, and salted', async () => {
  const [one, other] = await Promise.all([hashPassword('same'), hashPassword('same')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
});

test('nobody can sign in without an account, and the comparison costs what a real one costs', async () => {
  expect(await verifyPassword(null, 'anything')).toBe(false);
  expect(parseOptions(nobodysHash)).toEqual(parseOptions(await hashPassword('anything')));
});
