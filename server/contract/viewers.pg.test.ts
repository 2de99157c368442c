import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { ChartViewers } from '../../shared/charts.ts';
import { atAnyTime, openClinic, type TestClinic } from '../testing/clinic.ts';
import { collect, type Collected } from '../testing/collect.ts';
import { dropSocket } from '../testing/drop-socket.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { refusalOf, refusalOfStream } from '../testing/refusal.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startTestApp();
  clinic = await openClinic(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const view = ({ trpc }: TestClient, patientId = clinic.sam.patientId) =>
  collect<ChartViewers>((observer) => trpc.patients.viewers.subscribe({ patientId }, observer));
const names = (viewers: Collected<ChartViewers>): string[] | undefined => viewers.values.at(-1)?.users.map(({ name }) => name).toSorted();
const sees = (viewers: Collected<ChartViewers>, ...expected: string[]): Promise<void> =>
  viewers.until(() => names(viewers)?.join() === expected.toSorted().join());

test('who opens a chart is seen by those who have it open, and by nobody else', async () => {
  const { nurse, frontDesk } = clinic;
  const first = view(nurse);
  await sees(first, 'Rosa Jimenez');
  expect(first.values[0]).toEqual({ type: 'viewers', users: [{ userId: nurse.person.id, name: 'Rosa Jimenez', role: 'nurse' }] });
  const other = await app.addPerson(clinic.tenantId, 'patient', 'Ida Brandt');
  const elsewhere = view(frontDesk, other.patientId!);
  await sees(elsewhere, 'Ben Whitaker');
  expect(names(first)).toEqual(['Rosa Jimenez']);

  const second = view(frontDesk);
  await sees(second, 'Ben Whitaker', 'Rosa Jimenez');
  await sees(first, 'Ben Whitaker', 'Rosa Jimenez');
  second.stop();
  await sees(first, 'Rosa Jimenez');
  first.stop();
  elsewhere.stop();
});

test('two tabs are one person, who leaves with the last', async () => {
  const { nurse, frontDesk } = clinic;
  const watching = view(nurse);
  const tabs = [view(frontDesk), view(await app.signIn(frontDesk.person))];
  for (const tab of tabs) await sees(tab, 'Ben Whitaker', 'Rosa Jimenez');
  tabs[0]!.stop();
  const chen = view(await app.signIn(clinic.chen));
  await sees(watching, 'Ben Whitaker', 'Rosa Jimenez', 'Wei Chen');
  tabs[1]!.stop();
  await sees(watching, 'Rosa Jimenez', 'Wei Chen');
  chen.stop();
  watching.stop();
});

test('a lost network, a killed browser and an ended session leave as well', async () => {
  const { nurse, frontDesk } = clinic;
  const watching = view(nurse);
  const raw = await openRawSocket(app.url, frontDesk.token);
  raw.send(callFrame(1, 'subscription', 'patients.viewers', { patientId: clinic.sam.patientId }));
  await sees(watching, 'Ben Whitaker', 'Rosa Jimenez');
  raw.socket.terminate();
  await sees(watching, 'Rosa Jimenez');

  const patel = await app.signIn(clinic.patel);
  const chart = view(patel);
  await sees(watching, 'Anjali Patel', 'Rosa Jimenez');
  const before = watching.values.length;
  dropSocket(patel);
  // gone, and back by itself
  await watching.until(() => watching.values.slice(before).some(({ users }) => users.length === 1) && names(watching)?.length === 2);
  await patel.trpc.auth.logout.mutate();
  await sees(watching, 'Rosa Jimenez');
  chart.stop();
  watching.stop();
});

test('another tenant’s patient is nobody', async () => {
  const elsewhere = await openClinic(app);
  expect(await refusalOfStream(view(elsewhere.nurse))).toMatchObject({ reason: 'NOT_FOUND' });
  expect(await refusalOf(elsewhere.nurse.trpc.patients.chart.query({ patientId: clinic.sam.patientId }))).toMatchObject({ reason: 'NOT_FOUND' });
});

test('a chart has what was and what comes, who did what, and the threads that the reader is in', async () => {
  const { nurse, frontDesk, chen, sam } = clinic;
  const hour = 3_600_000;
  const book = (startsAt: number) =>
    nurse.trpc.appointments.create.mutate({
      clientAppointmentId: newId(),
      patientId: sam.patientId,
      providerId: chen.id,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + hour).toISOString(),
      ...atAnyTime,
    });
  const longAgo = await book(Date.now() - 90 * hour);
  const lately = await book(Date.now() - 30 * hour);
  const later = await book(Date.now() + 60 * hour);
  const soon = await book(Date.now() + 30 * hour);
  const here = await frontDesk.trpc.appointments.checkIn.mutate({ id: soon.id, expectedVersion: 1 });
  const thread = await nurse.trpc.threads.create.mutate({
    clientThreadId: newId(),
    participantIds: [],
    subject: 'Rash',
    patientId: sam.patientId,
  });

  const chart = await nurse.trpc.patients.chart.query({ patientId: sam.patientId });
  expect(chart).toMatchObject({
    patient: { id: sam.patientId, name: 'Sam Porter', dateOfBirth: '1984-03-12' },
    appointments: { upcoming: [here, later], past: [lately, longAgo] },
    threads: [thread],
  });
  expect(chart.timeline.map(({ kind, appointment, actor }) => [kind, appointment.id, actor.name])).toEqual([
    ['status_changed', soon.id, 'Ben Whitaker'],
    ...[soon, later, lately, longAgo].map(({ id }) => ['created', id, 'Rosa Jimenez']),
  ]);
  expect((await frontDesk.trpc.patients.chart.query({ patientId: sam.patientId })).threads).toEqual([]);
});

test('opening a chart is written down as reading it', async () => {
  const rows = await app.db.withTenant(clinic.tenantId, (trx) =>
    trx.selectFrom('audit_entry').select('actor_id').where('action', '=', 'patients.viewers').where('patient_id', '=', clinic.sam.patientId).execute(),
  );
  expect(rows.map(({ actor_id }) => actor_id)).toContain(clinic.nurse.person.id);
});
