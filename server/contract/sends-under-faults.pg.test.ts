import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAppOn, type TestApp } from '../testing/app-on-database.ts';
import type { Collected } from '../testing/collect.ts';
import { roomFeed, type TrackedRoomEvent } from '../testing/feeds.ts';
import { loseCommitOf, type LostCommits } from '../testing/lost-commits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { createTestDatabase } from '../testing/postgres-database.ts';
import { refusalOf } from '../testing/refusal.ts';
import { newOrder, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';

const marker = 'the reply to this gets lost';
let databaseUrl: string;
let way: LostCommits;
let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;
let feed: Collected<TrackedRoomEvent>;

beforeAll(async () => {
  const database = await createTestDatabase();
  databaseUrl = database.url;
  way = await loseCommitOf(marker, database.loginUrl);
  app = await startAppOn({ ...database, loginUrl: way.url });
  pharmacy = await openPharmacy(app);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await way[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ({ roomId } = await newOrder(pharmacy.patient));
  feed = roomFeed(pharmacy.pharmacist, roomId);
  await feed.find(({ data }) => data.type === 'room.joined');
});
afterEach(async () => {
  feed.stop();
  for (const planted of ['function if exists planted_fault() cascade', 'sequence if exists planted_turn']) await runAsSuperuser(databaseUrl, `drop ${planted}`);
});

const send = (content: string) => pharmacy.patient.trpc.messages.send.mutate(text(roomId, content));
/** What the reader of the room was told, up to a last word, and what is stored. */
async function told(): Promise<{ live: string[]; stored: string[] }> {
  await send('the last word');
  const live = () => feed.values.flatMap(({ data }) => (data.type === 'message.created' ? [data.message.content] : []));
  await feed.until(() => live().at(-1) === 'the last word');
  const { items } = await pharmacy.pharmacist.trpc.messages.list.query({ roomId });
  return { live: live(), stored: items.map(({ content }) => content) };
}

test('B2: a commit whose reply is lost is found by trying again with the same id: one message, one event, one place', async () => {
  const input = text(roomId, marker);
  const sent = await pharmacy.patient.trpc.messages.send.mutate(input);
  expect(way.count).toBe(1);
  expect(await pharmacy.patient.trpc.messages.send.mutate(input)).toEqual(sent);
  const once = [marker, 'the last word'];
  expect(await told()).toEqual({ live: once, stored: once });
  const events = feed.values.filter(({ data }) => data.type === 'message.created' && data.message.id === sent.id);
  expect(events.map(({ data }) => data.seq)).toEqual([sent.seq]);
});

/** Lets so many attempts at storing a message fail; sequences do not roll back. */
async function failTimes(sqlState: string, times: number): Promise<void> {
  for (const statement of [
    'create sequence planted_turn',
    `create function planted_fault() returns trigger language plpgsql security definer as $$
     begin
       if nextval('planted_turn') <= ${times} then raise exception 'planted' using errcode = '${sqlState}'; end if;
       return null;
     end $$`,
    'create trigger planted_fault after insert on message for each statement execute function planted_fault()',
  ])
    await runAsSuperuser(databaseUrl, statement);
}

const passing = ['40001', '40P01', '55P03', '57P01', '53100'];

test.each(passing)('B5: a send that fails with %s twice is tried again and stored once', async (sqlState) => {
  await failTimes(sqlState, 2);
  await send('tried three times');
  const once = ['tried three times', 'the last word'];
  expect(await told()).toEqual({ live: once, stored: once });
});

test.each(passing)('B5: a send that goes on failing with %s is answered with UNAVAILABLE, and leaves nothing', async (sqlState) => {
  await failTimes(sqlState, 3);
  expect(await refusalOf(send('never stored'))).toMatchObject({ reason: 'UNAVAILABLE' });
  expect(await told()).toEqual({ live: ['the last word'], stored: ['the last word'] });
});

test('B5: any other fault is answered at once, without its words, and leaves nothing', async () => {
  await failTimes('22012', 1);
  const refusal = await refusalOf(send('never stored'));
  expect(refusal).toMatchObject({ reason: 'INTERNAL' });
  expect(JSON.stringify(refusal)).not.toContain('planted');
  expect(await told()).toEqual({ live: ['the last word'], stored: ['the last word'] });
});
