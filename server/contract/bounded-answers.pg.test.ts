import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { Message, MessagePage } from '../../shared/messages.ts';
import { fillRoom } from '../testing/fill-room.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder, note, text } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;
let roomId: string;
let messages = 0;

beforeAll(async () => {
  // the limits are what this is about
  app = await startTestApp({ rates: { writes: limits.writes, requestsPerMinute: limits.http.requestsPerMinute } });
  pharmacy = await openPharmacy(app);
  ({ roomId } = await newOrder(pharmacy.patient));
  await pharmacy.pharmacist.trpc.messages.send.mutate(note(roomId, 'for us'));
  messages = await fillRoom(app, pharmacy.patient.person, roomId, 400);
  // as large as a message can be: each character takes six bytes of JSON
  await runAsSuperuser(app.databaseUrl, `update message set content = repeat(E'\\x01', ${limits.text.message}) where room_id = $1 and seq % 3 = 0`, [roomId]);
});
afterAll(() => app[Symbol.asyncDispose]());

const list = (input: { before?: number; limit?: number }): Promise<MessagePage> => pharmacy.patient.trpc.messages.list.query({ roomId, ...input });
const batch = (count: number, limit: number) => {
  const inputs = Object.fromEntries(Array.from({ length: count }, (_, index) => [index, { roomId, limit }]));
  return `/trpc/${Array(count).fill('messages.list').join(',')}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`;
};
const signedIn = () => ({ authorization: `Bearer ${pharmacy.patient.token}` });

test('a page of messages ends before it holds too much, and the pages together hold all of them, in order', async () => {
  const read: Message[] = [];
  let sizes = 0;
  for (let page = await list({ limit: 200 }); ; page = await list({ limit: 200, before: read[0]!.seq })) {
    const bytes = JSON.stringify(page).length;
    expect(bytes).toBeLessThanOrEqual(limits.answer.pageBytes);
    if (page.hasMore && page.items.length < 200) expect(bytes, 'and not much earlier').toBeGreaterThan(limits.answer.pageBytes * 0.7);
    sizes += bytes;
    read.unshift(...page.items);
    if (!page.hasMore) break;
  }
  expect(sizes).toBeGreaterThan(10 * limits.answer.pageBytes);
  const seqs = await runAsSuperuser(app.databaseUrl, `select seq::int from message where room_id = $1 and visibility = 'everyone' order by seq`, [roomId]);
  expect(read.map(({ seq }) => seq)).toEqual(seqs.map(({ seq }) => seq));
  expect(read.at(-1)?.seq).toBe(messages);
});

test('a page of small messages has as many as asked for; hasMore is right at its edges', async () => {
  const small = (await newOrder(pharmacy.patient)).roomId;
  for (const content of ['one', 'two', 'three']) await pharmacy.patient.trpc.messages.send.mutate(text(small, content));
  const page = async (limit: number) => {
    const { items, hasMore } = await pharmacy.patient.trpc.messages.list.query({ roomId: small, limit });
    return [items.map(({ content }) => content).join(' '), hasMore];
  };
  expect(await page(2)).toEqual(['two three', true]);
  expect(await page(3)).toEqual(['one two three', false]);
  expect((await pharmacy.patient.trpc.messages.list.query({ roomId: small, before: 1 })).hasMore).toBe(false);
});

test('a batch is answered up to its bytes, what does not fit is refused by name', async () => {
  const answer = await fetch(app.url + batch(limits.http.batchCalls, 200), { headers: signedIn() });
  const body = await answer.text();
  expect(body.length).toBeLessThan(limits.answer.batchBytes + 100_000);
  const results = JSON.parse(body) as { result?: object; error?: { data: { code: string; reason: string } } }[];
  expect(results).toHaveLength(limits.http.batchCalls);
  const refused = results.flatMap(({ error }) => (error ? [error.data] : []));
  const answered = results.length - refused.length;
  expect(answered).toBe(Math.floor(limits.answer.batchBytes / limits.answer.pageBytes));
  for (const data of refused) expect(data).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', reason: 'BATCH_TOO_LARGE' });
});

test('forty connections that read none of their answers hold little memory, and take nothing from others', async () => {
  const { hostname, port, host } = new URL(app.url);
  const { patient, pharmacist } = pharmacy;
  const request = `GET ${batch(8, 200)} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${pharmacist.token}\r\n\r\n`;
  const metric = async (name: string): Promise<number> => {
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    return Number(new RegExp(`^medsync_${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
  };
  // what the process takes once and keeps is not what forty connections cost
  for (let round = 0; round < 5; round++) await (await fetch(app.url + batch(8, 200), { headers: signedIn() })).text();
  const before = process.memoryUsage.rss();
  let most = 0;
  let unsent = 0;
  const open = Array.from({ length: 40 }, () => {
    const socket = connect(Number(port), hostname, () => socket.write(request.repeat(6)));
    return socket.on('error', () => undefined).pause();
  });
  await expect
    .poll(async () => {
      expect((await patient.trpc.messages.list.query({ roomId, limit: 1 })).items).toHaveLength(1);
      most = Math.max(most, process.memoryUsage.rss() - before);
      unsent = Math.max(unsent, await metric('unsent_answer_bytes'));
      return metric('call_wait_seconds_count');
    }, { timeout: 20_000 })
    .toBeGreaterThan(100);
  expect(most).toBeLessThan(100 * 1024 * 1024);
  expect(unsent).toBeGreaterThan(0);
  expect(unsent).toBeLessThanOrEqual(limits.answer.unsent.person + limits.requests.atOnce.person * limits.answer.batchBytes);
  for (const socket of open) socket.destroy();
});

test.each([
  ['nested deep', '['.repeat(50) + ']'.repeat(50)],
  ['wide', JSON.stringify(Array(5_000).fill(0))],
])('input that is %s is refused on HTTP, sockets and streams', async (_, input) => {
  const body = `{"roomId":${input}}`;
  const get = await fetch(`${app.url}/trpc/messages.list?input=${body}`, { headers: signedIn() });
  const post = await fetch(`${app.url}/trpc/messages.send`, { method: 'POST', headers: { ...signedIn(), 'content-type': 'application/json' }, body });
  for (const answer of [get, post]) {
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { data: { reason: 'BAD_INPUT' } } });
  }
});
