import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { concerns } from '../../shared/alert-state.ts';
import type { Alert } from '../../shared/alerts.ts';
import { newId } from '../../shared/ids.ts';
import type { PresenceEvent } from '../../shared/presence.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import type { Collected } from '../testing/collect.ts';
import { presenceFeed } from '../testing/feeds.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let chen: TestClient;

beforeAll(async () => {
  app = await startTestApp({ escalation: { lookEvery: 50, settleFor: 0 } });
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  clinic = await openClinic(app);
  chen = await app.signIn(clinic.chen);
  // an open stream is what makes somebody reachable
  for (const client of [clinic.nurse, clinic.frontDesk, chen]) await watching(client);
});

const setOnDuty = ({ trpc }: TestClient, onDuty: boolean) => trpc.presence.setOnDuty.mutate({ onDuty });
function isOnDuty({ values }: Collected<PresenceEvent>, { person }: TestClient): boolean | undefined {
  const users = values.flatMap((event) => (event.type === 'presence.snapshot' ? event.users : [event.user]));
  return users.findLast(({ userId }) => userId === person.id)?.onDuty;
}
async function watching(client: TestClient): Promise<Collected<PresenceEvent>> {
  const feed = presenceFeed(client);
  await feed.find(() => true);
  return feed;
}

const raise = ({ trpc }: TestClient): Promise<Alert> =>
  trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'Room 2, now', target: { kind: 'tenant' } });
const read = async (alertId: string): Promise<Alert> =>
  (await clinic.nurse.trpc.alerts.list.query({})).items.find(({ id }) => id === alertId)!;
const calls = (alert: Alert): string[] =>
  [clinic.nurse.person, clinic.frontDesk.person, clinic.chen, clinic.patel].filter((person) => concerns(alert, person)).map(({ name }) => name);
const notified = async ({ trpc }: TestClient, { id }: Alert): Promise<number> =>
  (await trpc.notifications.list.query({ types: ['alert.urgent'] })).items.filter(({ entity }) => entity?.id === id).length;

test('who says that they are on duty is shown so to every colleague at once, until they say otherwise', async () => {
  const { nurse } = clinic;
  const presence = await watching(nurse);
  expect(isOnDuty(presence, chen)).toBe(false);
  expect(await setOnDuty(chen, true)).toEqual({ onDuty: true });
  await setOnDuty(chen, true);
  await presence.until(() => isOnDuty(presence, chen) === true);
  expect(isOnDuty(await watching(chen), chen)).toBe(true);
  await setOnDuty(chen, false);
  await presence.until(() => isOnDuty(presence, chen) === false);
});

test('it ends where they are signed in nowhere, and after a shift', async () => {
  const { nurse, frontDesk } = clinic;
  const laptop = await app.signIn(chen.person);
  const presence = await watching(nurse);
  for (const client of [chen, laptop, frontDesk]) await watching(client);
  for (const client of [chen, frontDesk]) await setOnDuty(client, true);
  await presence.until(() => isOnDuty(presence, chen) === true && isOnDuty(presence, frontDesk) === true);
  await chen.trpc.auth.logout.mutate({});
  expect(isOnDuty(await watching(nurse), chen)).toBe(true);
  await laptop.trpc.auth.logout.mutate({});
  await presence.until(() => isOnDuty(presence, chen) === false);
  expect(isOnDuty(presence, frontDesk)).toBe(true);

  await runAsSuperuser(app.databaseUrl, `update duty set since = now() - interval '13 hours' where user_id = $1`, [frontDesk.person.id]);
  expect(isOnDuty(await watching(nurse), frontDesk)).toBe(false);
});

test('an alert to the tenant calls those on duty', async () => {
  const { nurse, frontDesk } = clinic;
  await setOnDuty(chen, true);
  const alert = await raise(nurse);
  expect(alert.currentTargets).toEqual([{ kind: 'tenant', id: null, name: 'Everyone on duty', userIds: [chen.person.id] }]);
  expect(calls(alert)).toEqual(['Wei Chen']);
  expect([await notified(chen, alert), await notified(frontDesk, alert)]).toEqual([1, 0]);
});

test('it calls everyone at a screen when nobody but its raiser is on duty', async () => {
  const { nurse, frontDesk } = clinic;
  await setOnDuty(nurse, true);
  const alert = await raise(nurse);
  expect(alert.currentTargets.map(({ name }) => name)).toEqual(['Everyone on duty', 'Everyone at a screen']);
  expect(calls(alert)).toEqual(['Ben Whitaker', 'Wei Chen']);
  expect(await notified(frontDesk, alert)).toBe(1);
  const patel = await app.signIn(clinic.patel);
  await watching(patel);
  await setOnDuty(patel, true);
  expect(calls(await read(alert.id))).toEqual(['Ben Whitaker', 'Wei Chen', 'Anjali Patel']);
  expect([await notified(frontDesk, alert), await notified(patel, alert)]).toEqual([1, 1]);
});

test('who is on duty and has gone home without signing out is passed at once', async () => {
  const { nurse, frontDesk } = clinic;
  await setOnDuty(chen, true);
  await chen.close();
  const alert = await raise(nurse);
  await vi.waitFor(async () => expect(calls(await read(alert.id))).toContain('Ben Whitaker'), { timeout: 10_000 });
  expect(await read(alert.id)).toMatchObject({ isUnreached: false });
  await frontDesk.close();
  await vi.waitFor(async () => expect(await read(alert.id)).toMatchObject({ isUnreached: true }), { timeout: 10_000 });
  expect(await notified(nurse, alert)).toBe(1);
  await watching(await app.signIn(clinic.patel));
  await vi.waitFor(async () => expect(await read(alert.id)).toMatchObject({ isUnreached: false }), { timeout: 10_000 });
});

test('a role that the tenant does not have is refused', async () => {
  const input = { clientAlertId: newId(), message: 'x', target: { kind: 'role', id: 'pharmacist' } } as const;
  expect(await refusalOf(clinic.nurse.trpc.alerts.raise.mutate(input))).toMatchObject({ reason: 'BAD_INPUT' });
});

test('who comes on duty is called by what is open, and everyone at a screen when the last one goes off', async () => {
  const { nurse, frontDesk } = clinic;
  await setOnDuty(chen, true);
  const alert = await raise(nurse);
  await setOnDuty(frontDesk, true);
  const joined = await read(alert.id);
  expect(joined.version).toBeGreaterThan(alert.version);
  expect(calls(joined)).toEqual(['Ben Whitaker', 'Wei Chen']);
  expect([await notified(chen, alert), await notified(frontDesk, alert)]).toEqual([1, 1]);

  await setOnDuty(chen, false);
  expect(calls(await read(alert.id))).toEqual(['Ben Whitaker', 'Wei Chen']);
  await setOnDuty(frontDesk, false);
  expect((await read(alert.id)).currentTargets.map(({ name }) => name)).toEqual(['Everyone on duty', 'Everyone at a screen']);
  expect(calls(await read(alert.id))).toEqual(['Ben Whitaker', 'Wei Chen']);
  expect([await notified(chen, alert), await notified(frontDesk, alert)]).toEqual([1, 1]);

  await chen.trpc.alerts.acknowledge.mutate({ alertId: alert.id });
  const { version } = await read(alert.id);
  await setOnDuty(frontDesk, true);
  expect((await read(alert.id)).version).toBe(version);
});

test('the last step of an alert calls those on duty', async () => {
  const { nurse, frontDesk } = clinic;
  await setOnDuty(frontDesk, true);
  const alert = await nurse.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'x', target: { kind: 'role', id: 'provider' } });
  const inbox = presenceFeed(nurse);
  await inbox.find(() => true);
  await runAsSuperuser(
    app.databaseUrl,
    `with step as (update alert set next_step_at = now() - interval '1 second' where id = $1)
     update escalation_due set due_at = now() - interval '1 second' where alert_id = $1`,
    [alert.id],
  );
  await expect.poll(async () => (await read(alert.id)).currentTargets.length).toBe(2);
  expect((await read(alert.id)).currentTargets.at(-1)).toMatchObject({ name: 'Everyone on duty', userIds: [frontDesk.person.id] });
});

test('nobody falls between coming on duty and an alert that is raised at the same moment', async () => {
  const { nurse, frontDesk } = clinic;
  await setOnDuty(chen, true);
  for (let round = 0; round < 8; round++) {
    const [alert] = await Promise.all([raise(nurse), setOnDuty(frontDesk, true)]);
    expect(calls(await read(alert.id))).toContain('Ben Whitaker');
    await setOnDuty(frontDesk, false);
  }
});
