import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { roomFeed } from '../testing/feeds.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let pharmacist: TestClient;
let patient: TestClient;

beforeAll(async () => {
  app = await startTestApp();
  const tenantId = await app.addTenant('Greenleaf');
  pharmacist = await app.signIn(await app.addPerson(tenantId, 'pharmacist', 'Lena Fischer'));
  patient = await app.signIn(await app.addPerson(tenantId, 'patient', 'Maria Alvarez'));
});
afterAll(() => app[Symbol.asyncDispose]());

const text = (roomId: string, content: string) =>
  ({ roomId, clientMessageId: newId(), content, messageType: 'text' }) as const;

test('a message reaches every member, the sender included, with its room and its number', async () => {
  const order = await patient.trpc.chatOrders.create.mutate({ clientOrderId: newId(), note: 'my refill please' });
  const { roomId } = order;
  const feeds = [roomFeed(patient, roomId), roomFeed(pharmacist, roomId)];
  for (const feed of feeds) {
    const joined = await feed.find(() => true);
    expect(joined.data).toMatchObject({ type: 'room.joined', roomId, lastSeq: 3 });
  }
  const message = await pharmacist.trpc.messages.send.mutate(text(roomId, 'on it'));
  for (const feed of feeds) {
    const { data } = await feed.find(({ data: event }) => event.type === 'message.created');
    expect(data).toMatchObject({ roomId, seq: message.seq, message });
  }
});
