import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultClinicSettings, type ClinicSettings } from '../../shared/clinic-settings.ts';
import type { ScheduleEvent } from '../../shared/schedule.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { collect } from '../testing/collect.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let admin: TestClient;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  clinic = await openClinic(app);
  admin = await app.signIn(await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz'));
});

const { version: _, ...usual } = defaultClinicSettings;
const chosen = {
  openingHours: [...usual.openingHours.slice(0, 5), { opens: 540, closes: 720 }, null],
  stageMinutes: { ...usual.stageMinutes, checked_in: 20 },
};
const set = (expectedVersion: number, settings: Omit<ClinicSettings, 'version'> = chosen) =>
  admin.trpc.clinic.setSettings.mutate({ ...settings, expectedVersion });
const read = (): Promise<ClinicSettings> => clinic.nurse.trpc.clinic.settings.query();

test('a clinic has settings before anybody has set any, and then those', async () => {
  expect(await read()).toEqual(defaultClinicSettings);
  expect(await set(0)).toEqual({ ...chosen, version: 1 });
  expect(await read()).toEqual({ ...chosen, version: 1 });
  await set(1, usual);
  expect(await read()).toEqual({ ...defaultClinicSettings, version: 2 });
});

test('of many who change the same version one does, and the others are told', async () => {
  for (const known of [0, 1]) {
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => set(known)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
  expect(await refusalOf(set(0))).toMatchObject({ reason: 'STALE_VERSION' });
  expect(await refusalOf(set(7))).toMatchObject({ reason: 'STALE_VERSION' });
});

test('every open schedule hears of it, and its last word is what is read anew', async () => {
  const feed = collect<{ id: string; data: ScheduleEvent }>((observer) => clinic.frontDesk.trpc.schedule.events.subscribe({}, observer));
  await feed.find(({ data }) => data.type === 'schedule.joined');
  await set(0);
  await set(1, usual);
  await feed.until(() => feed.values.length === 3);
  const told = feed.values.flatMap(({ data }) => (data.type === 'clinic.settings_changed' ? [data.settings] : []));
  expect(told.map(({ version }) => version)).toEqual([1, 2]);
  expect(told.at(-1)).toEqual(await read());
});

test('hours that end before they begin, a week of six days and a limit of nothing are refused', async () => {
  const backwards = { ...chosen, openingHours: chosen.openingHours.with(2, { opens: 600, closes: 540 }) };
  expect(await refusalOf(set(0, backwards))).toMatchObject({ reason: 'BAD_INPUT', issues: [{ path: 'openingHours.2.closes' }] });
  expect(await refusalOf(set(0, { ...chosen, openingHours: chosen.openingHours.slice(1) }))).toMatchObject({ reason: 'BAD_INPUT' });
  expect(await refusalOf(set(0, { ...chosen, stageMinutes: { ...chosen.stageMinutes, in_room: 0 } }))).toMatchObject({ reason: 'BAD_INPUT' });
});

test('only an administrator sets them, of another clinic nothing is seen, and who set them is written down', async () => {
  expect(await refusalOf(clinic.nurse.trpc.clinic.setSettings.mutate({ ...chosen, expectedVersion: 0 }))).toMatchObject({ reason: 'ROLE_NOT_ALLOWED' });
  const elsewhere = await openClinic(app);
  await set(0);
  expect(await elsewhere.nurse.trpc.clinic.settings.query()).toEqual(defaultClinicSettings);
  const entries = await runAsSuperuser(app.databaseUrl, `select actor_id from audit_entry where action = 'clinic.setSettings' and tenant_id = '${clinic.tenantId}' and outcome = 'allowed'`);
  expect(entries).toEqual([{ actor_id: admin.person.id }]);
});
