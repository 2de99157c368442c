import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertEvent } from '../../shared/alerts.ts';
import { newId } from '../../shared/ids.ts';
import { collect } from '../testing/collect.ts';
import { inboxFeed, presenceFeed, roomFeed, roomSignals } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf, refusalOfStream, type Refusal } from '../testing/refusal.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

const taint = 'KESTREL';
let app: TestApp;
let ours: TestPharmacy;
let theirs: TestPharmacy;
/** An order of theirs in which everything that can hold text holds the taint. */
let tainted: { roomId: string; itemId: string; place: string; threadId: string; alertId: string };

beforeAll(async () => {
  app = await startTestApp();
  ours = await openPharmacy(app);
  theirs = await openPharmacy(app);
  for (const [table, key] of [['user_account', 'tenant_id'], ['patient', 'tenant_id'], ['tenant', 'tenant_id']])
    await runAsSuperuser(app.databaseUrl, `update ${table} set name = '${taint} ' || name where ${key} = $1`, [theirs.tenantId]);
  const { roomId, items } = await newOrder(theirs.patient, { note: taint, items: [{ name: taint, strength: taint, quantity: 1, directions: taint }] });
  await theirs.pharmacist.trpc.messages.send.mutate(note(roomId, taint));
  await theirs.technician.trpc.chatOrders.claim.mutate({ roomId });
  await theirs.pharmacist.trpc.chatOrders.claim.mutate({ roomId, takeOver: { reason: taint } });
  const feed = roomFeed(theirs.patient, roomId);
  const { id: place } = await feed.find(() => true);
  feed.stop();
  const thread = await theirs.pharmacist.trpc.threads.create.mutate({
    clientThreadId: newId(),
    participantIds: [theirs.technician.person.id],
    subject: taint,
    patientId: theirs.patient.person.patientId!,
  });
  await theirs.pharmacist.trpc.messages.send.mutate(text(thread.roomId, taint));
  const alert = await raiseTaint();
  tainted = { roomId, itemId: items[0]!.id, place, threadId: thread.roomId, alertId: alert.id };
});
afterAll(() => app[Symbol.asyncDispose]());

const raiseTaint = () =>
  theirs.technician.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: taint, target: { kind: 'tenant' } });
const alertFeed = ({ trpc }: TestClient) =>
  collect<{ data: AlertEvent }>((observer) => trpc.alerts.events.subscribe(undefined, observer));

const refusals = (client: TestClient): Promise<Refusal>[] => {
  const { trpc } = client;
  const { roomId, threadId, alertId } = tainted;
  const edit = { roomId, expectedVersion: 1 };
  return [
    trpc.chatOrders.get.query({ roomId }),
    trpc.chatOrders.history.query({ roomId }),
    trpc.chatOrders.claim.mutate({ roomId, takeOver: { reason: 'x' } }),
    trpc.chatOrders.release.mutate({ roomId, takeOver: { reason: 'x' } }),
    trpc.chatOrders.assign.mutate({ ...edit, userId: client.person.id }),
    trpc.chatOrders.setStatus.mutate({ ...edit, status: 'cancelled', reason: 'x' }),
    trpc.chatOrders.setItems.mutate({ ...edit, items: [] }),
    trpc.messages.list.query({ roomId }),
    trpc.messages.send.mutate(text(roomId, 'x')),
    trpc.messages.markRead.mutate({ roomId, seq: 1 }),
    trpc.rooms.setTyping.mutate({ roomId, typing: true }),
    trpc.patients.get.query({ patientId: theirs.patient.person.patientId! }),
    trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId: theirs.patient.person.patientId! }),
    trpc.threads.get.query({ roomId: threadId }),
    trpc.threads.addParticipants.mutate({ roomId: threadId, userIds: [client.person.id] }),
    trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [theirs.technician.person.id], subject: 'x' }),
    trpc.messages.list.query({ roomId: threadId }),
    trpc.alerts.acknowledge.mutate({ alertId }),
    trpc.alerts.seen.mutate({ alertId }),
  ].map(refusalOf);
};

test('what is theirs looks to our staff like what was never there', async () => {
  const all = await Promise.all(refusals(ours.pharmacist));
  for (const refusal of all) expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
  const missing = await refusalOf(ours.pharmacist.trpc.chatOrders.get.query({ roomId: newId() }));
  expect(all[0]).toEqual(missing);
});

test('nothing that we can ask for, hear or provoke holds anything of theirs', async () => {
  const { pharmacist, technician, patient } = ours;
  const { roomId } = await newOrder(patient, { note: 'ours' });
  const streams = [pharmacist, patient].flatMap((client) => [
    inboxFeed(client),
    presenceFeed(client),
    roomFeed(client, roomId),
    roomFeed(client, roomId, tainted.place),
    roomSignals(client, roomId),
  ]);
  const alerts = alertFeed(pharmacist);
  const strangers = [pharmacist, patient].flatMap((client) => [
    roomFeed(client, tainted.roomId),
    roomFeed(client, tainted.roomId, tainted.place),
    roomSignals(client, tainted.roomId),
  ]);
  for (const stream of strangers) expect(await refusalOfStream(stream)).toMatchObject({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
  for (const stream of [...streams, alerts]) await stream.until(() => stream.values.length > 0);

  presenceFeed(theirs.technician);
  roomSignals(theirs.patient, tainted.roomId);
  await theirs.patient.trpc.messages.send.mutate(text(tainted.roomId, taint));
  await raiseTaint();
  await theirs.pharmacist.trpc.rooms.setTyping.mutate({ roomId: tainted.roomId, typing: true });

  const answers = [
    await pharmacist.trpc.chatOrders.list.query({}),
    await pharmacist.trpc.chatOrders.list.query({ search: taint }),
    await pharmacist.trpc.patients.search.query({ query: '' }),
    await pharmacist.trpc.patients.search.query({ query: taint }),
    await pharmacist.trpc.chatOrders.setItems.mutate({ roomId, expectedVersion: 1, items: [{ id: tainted.itemId, name: 'x', quantity: 1 }] }),
    await refusalOf(pharmacist.trpc.chatOrders.assign.mutate({ roomId, expectedVersion: 2, userId: theirs.technician.person.id })),
    await pharmacist.trpc.auth.sessions.query(),
    await pharmacist.trpc.threads.list.query({}),
    await pharmacist.trpc.alerts.list.query({}),
    await pharmacist.trpc.auth.me.query(),
    ...(await Promise.all([...refusals(pharmacist), ...refusals(patient)])),
  ];
  const { seq } = await technician.trpc.messages.send.mutate(text(roomId, 'the end'));
  for (const feed of streams.slice(2, 3)) await feed.until(() => JSON.stringify(feed.values).includes(`"seq":${seq}`));

  const own = await technician.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'the end', target: { kind: 'tenant' } });
  await alerts.until(() => JSON.stringify(alerts.values).includes(own.id));

  const heard = [...streams, alerts, ...strangers].map(({ values, errors }) => [values, errors.map((error) => JSON.stringify(error) + String(error))]);
  const everything = JSON.stringify([answers, heard]);
  expect(everything.includes('ours')).toBe(true);
  for (const word of [taint, tainted.roomId, tainted.threadId, tainted.alertId, theirs.tenantId, theirs.technician.person.id]) expect(everything.includes(word), word).toBe(false);
});

test('a stranger of the same pharmacy is a stranger too', async () => {
  const { roomId } = await newOrder(ours.patient, { note: 'private' });
  const { otherPatient } = ours;
  const streams = [roomFeed(otherPatient, roomId), roomFeed(otherPatient, roomId, tainted.place), roomSignals(otherPatient, roomId)];
  for (const stream of streams) expect(await refusalOfStream(stream)).toMatchObject({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
});
