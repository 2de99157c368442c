import { expect, test } from 'vitest';
import { forgetOwner } from './open-database.ts';

const owner = 'postgresql://owner:secret@db/medsync';
const login = 'postgresql://node:other@db/medsync';
const prepared = (databaseUrl: string) => ({ databaseUrl, login: 'node', empty: false });

test('the owner is forgotten wherever it was given', () => {
  const env = { DATABASE_URL: owner, PGPASSWORD: 'secret', PATH: '/bin' };
  const environment = { databaseUrl: owner, ownerUrl: null };
  forgetOwner(environment, env, prepared(login));
  expect(JSON.stringify({ env, environment })).not.toContain('secret');
  expect(env).toEqual({ PATH: '/bin' });
});

test('a node that was given a login keeps what belongs to it, and forgets the owner beside', () => {
  const env = { DATABASE_URL: login, DATABASE_OWNER_URL: owner, PGPASSWORD: 'of the login' };
  forgetOwner({ databaseUrl: login, ownerUrl: owner }, env, prepared(login));
  expect(env).toEqual({ DATABASE_URL: login, PGPASSWORD: 'of the login' });
});
