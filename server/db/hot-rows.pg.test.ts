import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder, text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let owner: pg.Client;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
  owner = new pg.Client({ connectionString: app.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

interface Updates {
  updated: number;
  hot: number;
}
const updatesOf = async (table: string): Promise<Updates> => {
  await owner.query('select pg_stat_clear_snapshot()');
  const { rows } = await owner.query<Updates>('select n_tup_upd::int as updated, n_tup_hot_upd::int as hot from pg_stat_user_tables where relname = $1', [table]);
  return rows[0]!;
};

test('hundreds of sends and read marks give the rows that they change again and again no new entries in indexes, and no growing table', async () => {
  const { patient, pharmacist } = pharmacy;
  const rooms = await Promise.all(Array.from({ length: 5 }, () => newOrder(patient)));
  const sends = 60;
  for (let n = 0; n < sends; n++)
    await Promise.all(
      rooms.map(async ({ roomId }) => {
        const { seq } = await patient.trpc.messages.send.mutate(text(roomId, `${n}`));
        await pharmacist.trpc.messages.markRead.mutate({ roomId, seq });
      }),
    );
  // a connection tells what it counted when it ends
  await app.restart();
  for (const table of ['topic', 'room_progress']) {
    await expect.poll(async () => (await updatesOf(table)).updated, { timeout: 20_000 }).toBeGreaterThanOrEqual(rooms.length * (sends - 1));
    const { updated, hot } = await updatesOf(table);
    expect(hot / updated, table).toBeGreaterThan(0.9);
    const { rows } = await owner.query<{ pages: number }>(`select (pg_relation_size('${table}') / 8192)::int as pages`);
    expect(rows[0]!.pages, table).toBeLessThanOrEqual(4);
  }
});

test('a row that changes over and over has room beside it, and is vacuumed long before a fifth of a large table has changed', async () => {
  const { rows } = await owner.query<{ name: string; options: string }>(
    `select relname as name, array_to_string(reloptions, ' ') as options from pg_class where relname = any ($1)`,
    [['topic', 'chat_order', 'room_progress', 'alert', 'session']],
  );
  expect(rows).toHaveLength(5);
  for (const { name, options } of rows) expect(options, name).toMatch(/fillfactor=[78]0 autovacuum_vacuum_scale_factor=0.02/);
});
