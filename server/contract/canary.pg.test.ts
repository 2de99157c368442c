import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { createLogger } from '../logger.ts';
import { inboxFeed, presenceFeed, roomFeed, roomSignals } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { refusalOfStream } from '../testing/refusal.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const canary = 'CANARY-PYREXIA-4711';
const logged: string[] = [];
let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp({ logger: createLogger('debug', { write: (line) => void logged.push(line) }) });
  pharmacy = await openPharmacy(app);
  await runAsSuperuser(app.databaseUrl, `update patient set name = name || ' ${canary}'`);
});
afterAll(() => app[Symbol.asyncDispose]());

/** What each call was refused with, as text; calls that succeed may of course speak of the patient. */
const errorsOf = async (calls: Promise<unknown>[]): Promise<string> =>
  (await Promise.allSettled(calls)).flatMap((result) => (result.status === 'rejected' ? [JSON.stringify(result.reason) + String(result.reason)] : [])).join();

test('what people write is in no log line and in no error, whatever goes wrong', async () => {
  const { pharmacist, patient, otherPatient } = pharmacy;
  const { roomId } = await newOrder(patient, { note: canary, items: [{ name: canary, quantity: 1, directions: canary }] });
  const streams = [roomFeed(pharmacist, roomId), inboxFeed(pharmacist), presenceFeed(pharmacist), roomSignals(pharmacist, roomId)];
  await Promise.all(streams.map((stream) => stream.until(() => stream.values.length > 0)));
  const sent = await pharmacist.trpc.messages.send.mutate(note(roomId, canary));

  const edit = { roomId, expectedVersion: 99 };
  const refused = [
    await errorsOf([
      patient.trpc.messages.send.mutate({ ...text(roomId, canary.repeat(500)) }),
      patient.trpc.messages.send.mutate({ ...text(canary, canary) }),
      patient.trpc.messages.send.mutate({ ...text(roomId, canary), messageType: canary as 'text' }),
      patient.trpc.messages.send.mutate(Object.assign(text(roomId, canary), { [canary]: canary })),
      otherPatient.trpc.messages.send.mutate(text(roomId, canary)),
    ]),
    await errorsOf([
      pharmacist.trpc.messages.send.mutate({ ...text(newId(), canary), clientMessageId: sent.clientMessageId }),
      pharmacist.trpc.chatOrders.setItems.mutate({ ...edit, items: [{ name: canary, quantity: -1 }] }),
      pharmacist.trpc.chatOrders.setItems.mutate({ ...edit, items: [{ name: canary, quantity: 1 }] }),
      pharmacist.trpc.chatOrders.setStatus.mutate({ ...edit, status: 'completed', reason: canary }),
      pharmacist.trpc.chatOrders.list.query({ search: canary.repeat(20) }),
      pharmacist.trpc.chatOrders.list.query({ cursor: canary }),
      pharmacist.trpc.patients.search.query({ query: `${canary}\0` }),
      pharmacist.trpc.auth.login.mutate({ email: `${canary}@example.test`, password: canary }),
      pharmacist.trpc.auth.login.mutate({ email: canary, password: canary }),
    ]),
  ];
  expect(refused.join().length).toBeGreaterThan(1_000);

  for (const [path, body] of [[canary, '{}'], ['messages.send', `{"${canary}`], ['messages.send', `"${canary}"`], [`auth.me?input=${canary}`, '']] as const) {
    const answer = await fetch(`${app.url}/trpc/${path}`, { method: body ? 'POST' : 'GET', ...(body && { body, headers: { 'content-type': 'application/json' } }) });
    // an answer names the procedure that was asked for; anything else of the request it keeps to itself
    refused.push((await answer.text()).replaceAll(`"path":"${canary}"`, ''));
  }
  const raw = await openRawSocket(app.url, pharmacist.token);
  raw.send(callFrame(1, 'mutation', 'messages.send', { content: canary }));
  raw.send(`{"id":2,"${canary}`);
  await raw.find(({ id, error }) => id === 1 && error !== undefined);
  refused.push(JSON.stringify(raw.frames));
  raw.socket.terminate();
  for (const answer of refused) expect(answer.slice(Math.max(0, answer.indexOf(canary) - 200), answer.indexOf(canary) + 40)).not.toContain(canary);
});

test('a fault of the database is logged without what it choked on, and answered without it', async () => {
  const { patient } = pharmacy;
  const { roomId } = await newOrder(patient);
  const before = logged.length;
  await runAsSuperuser(app.databaseUrl, `alter table message add constraint refuses check (content <> '${canary}') not valid`);
  try {
    const error = await errorsOf([patient.trpc.messages.send.mutate(text(roomId, canary))]);
    expect(error).toContain('INTERNAL');
    expect(error).not.toContain(canary);
    expect(error).not.toContain('constraint');
  } finally {
    await runAsSuperuser(app.databaseUrl, 'alter table message drop constraint refuses');
  }
  expect(logged.slice(before).join('')).toContain('call failed');
  expect(logged.filter((line) => line.includes(canary))).toEqual([]);
});

test('refusals are answers, not faults: nothing of them is logged', async () => {
  const before = logged.length;
  await errorsOf([pharmacy.patient.trpc.chatOrders.get.query({ roomId: newId() })]);
  expect(await refusalOfStream(roomFeed(pharmacy.patient, newId()))).toMatchObject({ reason: 'NOT_FOUND' });
  expect(logged.slice(before)).toEqual([]);
  expect(logged.filter((line) => line.includes(canary))).toEqual([]);
});
