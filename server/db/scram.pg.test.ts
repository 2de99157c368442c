import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/postgres-database.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { scramVerifier } from './scram.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

test('is what Postgres makes of the password with the same salt', async () => {
  const [{ name }] = (await runAsSuperuser(database.url, `select current_database() || '_login' as name`)) as [{ name: string }];
  const stored = async () => (await runAsSuperuser(database.url, 'select rolpassword as text from pg_authid where rolname = $1', [name]))[0]!['text'] as string;
  for (const password of ['hunter2', 'P9-_x'.repeat(20)]) {
    await runAsSuperuser(database.url, `alter role ${name} password ${pg.escapeLiteral(password)}`);
    const [, salt] = /^SCRAM-SHA-256\$4096:([^$]+)\$/.exec(await stored())!;
    expect(scramVerifier(password, Buffer.from(salt!, 'base64'))).toBe(await stored());
  }
  expect(scramVerifier('hunter2')).not.toBe(scramVerifier('hunter2'));
});
