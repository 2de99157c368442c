import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { createLocalBus } from '../../realtime/bus.ts';
import type { Caller } from '../../transport/context.ts';
import { startAuth, type AuthFixture } from './auth-fixture.ts';
import { endedSessions } from './session-bus.ts';
import { createSessionWatch, type SessionWatch } from './session-watch.ts';

let auth: AuthFixture;
let caller: Caller;
let bystander: Caller;
let ended: string[];
let faults: unknown[];
let watch: SessionWatch | undefined;

beforeAll(async () => {
  auth = await startAuth();
  await auth.addUser(await auth.addTenant('Greenleaf'), { email: 'maria@x.test' });
  await auth.addUser(await auth.addTenant('Riverside'), { email: 'omar@x.test' });
});
afterAll(() => auth[Symbol.asyncDispose]());
beforeEach(async () => {
  await auth.query(`update user_account set disabled_at = null, role = 'pharmacist'`);
  caller = await auth.callerOf(await auth.login('maria@x.test'));
  bystander = await auth.callerOf(await auth.login('omar@x.test'));
  ended = [];
  faults = [];
});
afterEach(async () => {
  await watch?.stop();
});

const hour = 3_600_000;

function start({ pollEvery, db = auth.db, bus = auth.bus }: { pollEvery: number; db?: Database; bus?: typeof auth.bus }): SessionWatch {
  watch = createSessionWatch({
    db,
    bus,
    pollEvery,
    onEnded: (sessionId) => ended.push(sessionId),
    onFault: (error) => faults.push(error),
  });
  return watch;
}

/** The same database, with every look at it counted. */
function counted(db: Database) {
  const looks = { count: 0 };
  const counting: Database = {
    ...db,
    withTenant: async (tenantId, work) => {
      const result = await db.withTenant(tenantId, work);
      looks.count += 1;
      return result;
    },
  };
  return { db: counting, looks };
}

test('what the commands end is heard at once, on the bus', async () => {
  const watching = start({ pollEvery: hour });
  watching.watch(caller);
  watching.watch(bystander);
  await auth.commands.logout(caller);
  expect(ended).toEqual([caller.sessionId]);
});

test.each([
  ['ended', `update session set ended_at = now(), ended_because = 'password' where id = $1`],
  ['expired', `update session set expires_at = now() where id = $1`],
  ['of a disabled person', `update user_account set disabled_at = now() where id = (select user_id from session where id = $1)`],
  ['of somebody with another role now', `update user_account set role = 'nurse' where id = (select user_id from session where id = $1)`],
])('a session that is %s in the database is found without the bus, and only that one, once', async (_, change) => {
  const { db, looks } = counted(auth.db);
  const watching = start({ pollEvery: 10, db, bus: createLocalBus() });
  watching.watch(caller);
  watching.watch(caller);
  watching.watch(bystander);
  await auth.query(change, [caller.sessionId]);
  await expect.poll(() => ended).toEqual([caller.sessionId]);
  const seen = looks.count;
  await expect.poll(() => looks.count).toBeGreaterThan(seen + 2);
  expect(ended).toEqual([caller.sessionId]);
});

test('a session is watched until its last socket has closed', async () => {
  const watching = start({ pollEvery: hour });
  const first = watching.watch(caller);
  watching.watch(caller);
  first();
  first();
  await auth.commands.logout(caller);
  expect(ended).toEqual([caller.sessionId]);

  watching.watch(bystander)();
  await auth.commands.logout(bystander);
  expect(ended).toEqual([caller.sessionId]);
});

test('a database that is away for a while is asked again', async () => {
  let away = true;
  const db: Database = {
    ...auth.db,
    withTenant: (tenantId, work) => (away ? Promise.reject(new Error('away')) : auth.db.withTenant(tenantId, work)),
  };
  start({ pollEvery: 10, db, bus: createLocalBus() }).watch(caller);
  await auth.commands.logout(caller);
  await expect.poll(() => faults.length).toBeGreaterThan(2);
  expect(ended).toEqual([]);
  away = false;
  await expect.poll(() => ended).toEqual([caller.sessionId]);
});

test('only ids are taken from the wire, and nothing is heard after the stop', async () => {
  const { wire } = endedSessions;
  expect(wire.read(wire.write(caller.sessionId))).toBe(caller.sessionId);
  for (const text of ['', 'text', '{}', `${caller.sessionId} `]) expect(wire.read(text)).toBeNull();
  const watching = start({ pollEvery: hour });
  watching.watch(caller);
  await watching.stop();
  await auth.commands.logout(caller);
  expect(ended).toEqual([]);
});
