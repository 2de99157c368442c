import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { inboxFeed } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import type { TestClient } from '../testing/test-client.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const rowFor = async ({ trpc }: TestClient, roomId: string) => {
  const { items } = await trpc.chatOrders.list.query({});
  return items.find((item) => item.roomId === roomId);
};

test('a row has the patient’s last words and the last note apart, whoever wrote last', async () => {
  const { patient, pharmacist, technician } = pharmacy;
  const { roomId } = await newOrder(patient, { note: 'My refill please' });
  expect(await rowFor(pharmacist, roomId)).toMatchObject({ lastMessage: { content: 'My refill please' }, patientMessage: { content: 'My refill please' }, lastNote: null });
  await technician.trpc.messages.send.mutate(note(roomId, 'Ask Dr. Chen'));
  await patient.trpc.messages.send.mutate(text(roomId, 'By Friday?'));
  await pharmacist.trpc.messages.send.mutate(text(roomId, 'Yes'));
  const inbox = inboxFeed(pharmacist);
  await inbox.find(() => true);
  await technician.trpc.messages.send.mutate(note(roomId, 'She called'));

  const shown = {
    lastMessage: { content: 'She called', visibility: 'staff' },
    patientMessage: { content: 'By Friday?', senderId: patient.person.id },
    lastNote: { content: 'She called', senderName: technician.person.name },
  };
  await inbox.find((event) => event.type === 'inbox.changed' && event.summary.lastMessage?.content === 'She called');
  expect(inbox.values.find((event) => event.type === 'inbox.changed' && event.summary.lastNote?.content === 'She called')).toMatchObject({ summary: shown });
  expect(await rowFor(pharmacist, roomId)).toMatchObject(shown);
  expect(await rowFor(patient, roomId)).toMatchObject({ lastMessage: { content: 'Yes' }, patientMessage: { content: 'By Friday?' }, lastNote: null });
});

test('an order whose patient wrote nothing has none of their words', async () => {
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient, { items: [{ name: 'Cetirizine', quantity: 20 }] });
  await pharmacist.trpc.messages.send.mutate(text(roomId, 'How may I help?'));
  expect(await rowFor(pharmacist, roomId)).toMatchObject({ lastMessage: { content: 'How may I help?' }, patientMessage: null, lastNote: null });
});

test('the patient’s words are found behind more messages than a row looks at for notes, and an old note is not', async () => {
  const { patient, pharmacist } = pharmacy;
  const { roomId } = await newOrder(patient);
  await pharmacist.trpc.messages.send.mutate(note(roomId, 'Long ago'));
  await patient.trpc.messages.send.mutate(text(roomId, 'Hello?'));
  for (let sent = 0; sent < limits.preview.recent; sent++) await pharmacist.trpc.messages.send.mutate(text(roomId, `Answer ${sent}`));
  expect(await rowFor(pharmacist, roomId)).toMatchObject({ patientMessage: { content: 'Hello?' }, lastNote: null });
});
