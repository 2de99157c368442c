import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { fillRoom } from '../../testing/fill-room.ts';
import { openPharmacy, type TestPharmacy } from '../../testing/pharmacy.ts';
import { newOrder, note, text } from '../../testing/requests.ts';
import { runAsSuperuser } from '../../testing/superuser.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createWordKeeper } from './word-keeper.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const due = async (): Promise<number> => Number((await runAsSuperuser(app.databaseUrl, 'select count(*) from search_due'))[0]!['count']);
const found = async (search: string, { trpc } = pharmacy.pharmacist): Promise<string[]> =>
  (await trpc.chatOrders.list.query({ search })).items.map(({ roomId }) => roomId);
const wordsOf = async (value: string): Promise<unknown> => (await runAsSuperuser(app.databaseUrl, 'select search_words($1) as words', [value]))[0]!['words'];

test('words are alike without case, accents, ligatures, apostrophes and kinds of hyphens; signs stand for themselves', async () => {
  expect(await wordsOf('JOSÉ  Nguyễn Łukasz Ærø Straße ﬁne')).toEqual(['aero', 'fine', 'jose', 'lukasz', 'nguyen', 'strasse']);
  expect(await wordsOf('O’Neil O\'Neil OʼNEIL')).toEqual(['oneil']);
  expect(await wordsOf('Smith–Jones 5%')).toEqual(['%', '-', '5', 'jones', 'smith']);
  expect(await wordsOf('Ольга 山田')).toEqual(['ольга', '山田']);
  expect(await wordsOf(" '’ ")).toEqual([]);
});

test('what was written a moment ago is found at once, an internal note by staff alone', async () => {
  const { roomId } = await newOrder(pharmacy.patient);
  await pharmacy.patient.trpc.messages.send.mutate(text(roomId, 'Is the Ibuprofène ready?'));
  await pharmacy.pharmacist.trpc.messages.send.mutate(note(roomId, 'Backordered till Friday'));
  expect(await found('ibuprofene')).toEqual([roomId]);
  expect(await found('ready ibu')).toEqual([roomId]);
  expect(await found('backorder')).toEqual([roomId]);
  expect(await found('backorder', pharmacy.patient)).toEqual([]);
  expect(await found('ready backwards')).toEqual([]);
});

test('an item that is gone is found no more, one that stays is', async () => {
  const { roomId } = await newOrder(pharmacy.patient);
  const items = (...names: string[]) => names.map((name) => ({ name, quantity: 1 }));
  const { setItems } = pharmacy.pharmacist.trpc.chatOrders;
  await setItems.mutate({ roomId, items: items('Lisinopril forte', 'Amlodipine forte'), expectedVersion: 1 });
  await setItems.mutate({ roomId, items: items('Amlodipine forte'), expectedVersion: 2 });
  expect(await found('lisinopril')).toEqual([]);
  expect(await found('amlodipine forte')).toEqual([roomId]);
});

test('a word that many have is found in the order of the list, page by page, closed orders too', async () => {
  const { patient, pharmacist } = await openPharmacy(app);
  const made: string[] = [];
  for (let count = 0; count < 3; count++) made.push((await newOrder(patient)).roomId);
  for (const roomId of made) {
    await fillRoom(app, patient.person, roomId, 2);
    await patient.trpc.messages.send.mutate(text(roomId, 'Zanamivir'));
  }
  await patient.trpc.chatOrders.setStatus.mutate({ roomId: made[2]!, status: 'cancelled', expectedVersion: 1 });
  // more than are looked up one by one
  const strangers = Array.from({ length: limits.search.lookedUp + 1 }, () => newId());
  await runAsSuperuser(app.databaseUrl, `insert into search_word select $1, 'order', 'zanamivir', id from unnest($2::uuid[]) id`, [patient.person.tenantId, strangers]);
  const first = await pharmacist.trpc.chatOrders.list.query({ search: 'zana', limit: 1 });
  const second = await pharmacist.trpc.chatOrders.list.query({ search: 'zana', limit: 1, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ roomId }) => roomId)).toEqual(made.slice(0, 2));
  expect(second.nextCursor).toBeNull();
  const closed = await pharmacist.trpc.chatOrders.list.query({ search: 'zana maria', status: ['cancelled', 'completed'] });
  expect(closed.items.map(({ roomId }) => roomId)).toEqual([made[2]]);
});

test('nodes share what is due, and tenants take turns', async () => {
  const elsewhere = await openPharmacy(app);
  for (const { patient } of [pharmacy, elsewhere]) {
    const { roomId } = await newOrder(patient);
    await patient.trpc.messages.send.mutate(text(roomId, 'Oseltamivir'));
  }
  const faults: unknown[] = [];
  const keepers = [1, 2].map(() => createWordKeeper({ db: app.db, lookEvery: 20, onFault: (error) => faults.push(error) }));
  await expect.poll(due).toBe(0);
  await Promise.all(keepers.map((keeper) => keeper.stop()));
  expect(faults).toEqual([]);
  expect(await runAsSuperuser(app.databaseUrl, `select distinct tenant_id from search_word where word = 'oseltamivir' order by 1`)).toEqual(
    [pharmacy.tenantId, elsewhere.tenantId].toSorted().map((tenant_id) => ({ tenant_id })),
  );
});
