import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dropSocket } from '../testing/drop-socket.ts';
import { presenceFeed, roomFeed } from '../testing/feeds.ts';
import { metricsOf } from '../testing/metrics.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder, text } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

test('sockets and streams are counted while they are open', async () => {
  const { pharmacist, patient } = pharmacy;
  const { roomId } = await newOrder(patient);
  const counts = async () => {
    const { connections, subscriptions, live_entries_own } = await metricsOf(app);
    return [connections, subscriptions, live_entries_own];
  };
  expect(await counts()).toEqual([0, 0, 0]);
  const streams = [presenceFeed(pharmacist), roomFeed(pharmacist, roomId), roomFeed(patient, roomId)] as const;
  for (const stream of streams) await stream.until(() => stream.values.length > 0);
  // who is at a screen, and who can be reached
  expect(await counts()).toEqual([2, 3, 2]);
  for (const stream of streams) stream.stop();
  await vi.waitFor(async () => expect((await counts()).slice(0, 2)).toEqual([0, 0]));
});

test('what is delivered and resumed is counted, and how long it took to the socket', async () => {
  const { pharmacist, patient } = pharmacy;
  const { roomId } = await newOrder(patient);
  const before = await metricsOf(app);
  const feed = roomFeed(pharmacist, roomId);
  await feed.find(() => true);
  const { seq } = await patient.trpc.messages.send.mutate(text(roomId, 'Hello'));
  await feed.find(({ data }) => data.seq === seq);
  dropSocket(pharmacist);
  await feed.find(({ data }) => data.type === 'feed.heartbeat');
  const after = await metricsOf(app);
  const grown = (name: string) => after[name]! - before[name]!;
  expect(grown('deliveries_total')).toBe(1);
  expect(grown('commit_to_socket_seconds_count')).toBe(1);
  expect(grown('resumes_total')).toBe(1);
  expect(grown('resets_total')).toBe(0);
  feed.stop();
});

test('everything that is promised is there, and no label names anybody', async () => {
  const answer = await fetch(`${app.url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const page = await answer.text();
  expect(page).toContain('process_resident_memory_bytes');
  const metrics = await metricsOf(app);
  const counted = ['deliveries_total', 'resumes_total', 'resets_total', 'gap_events_total', 'slow_consumers_cut_total', 'bus_dropped_total'];
  for (const name of [...counted, 'hint_age_seconds_count', 'commit_to_socket_seconds_count', 'pool_waiting']) expect(metrics[name], name).toBeDefined();
  expect(metrics['pool_connections']).toBeGreaterThan(0);
  expect(metrics['pool_wait_seconds_count']).toBeGreaterThan(0);
  const labels = new Set(page.match(/(?<=[{,])[a-z_]+(?==")/g));
  // of the product only the bounds of histograms; the rest are Node's own: versions, kinds of garbage collection
  for (const line of page.split('\n').filter((each) => each.startsWith('medsync_'))) expect(line.replace(/\{le="[^"]+"\}/, '')).not.toContain('{');
  expect([...labels].filter((label) => /user|tenant|room|patient|session/.test(label))).toEqual([]);
  expect(page).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});

describe('who may ask, and what it costs', () => {
  const token = 'a-token-of-16-chars';
  const ask = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

  test('without settings the metrics are for this machine, and for nobody who comes through a proxy', async () => {
    expect((await ask(app.metricsUrl)).status).toBe(200);
    const answer = await ask(app.metricsUrl, { 'x-forwarded-for': '127.0.0.1' });
    expect([answer.status, await answer.text()]).toEqual([404, expect.not.stringContaining('medsync_')]);
  });

  test('with a token they are for whoever shows it', async () => {
    await using guarded = await startTestApp({ metrics: { token } });
    const refused = await ask(guarded.metricsUrl);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await ask(guarded.metricsUrl, { authorization: `Bearer ${token}x` })).status).toBe(401);
    const answer = await ask(guarded.metricsUrl, { authorization: `Bearer ${token}`, 'x-forwarded-for': '10.0.0.1' });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('medsync_connections')]);
  });

  test('on an address of their own they are nowhere else, and nothing else is there', async () => {
    await using apart = await startTestApp({ metrics: { listen: { host: '127.0.0.1', port: 0 } } });
    expect(apart.metricsUrl).not.toContain(apart.url);
    const answer = await ask(apart.metricsUrl, { 'x-forwarded-for': '10.0.0.1' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
    expect((await ask(`${apart.url}/metrics`)).status).toBe(404);
    for (const path of ['/readyz', '/trpc/auth.me', '/']) expect((await ask(new URL(path, apart.metricsUrl).href)).status).toBe(404);
    await using both = await startTestApp({ metrics: { listen: { host: '127.0.0.1', port: 0 }, token } });
    expect((await ask(both.metricsUrl)).status).toBe(401);
    expect((await ask(both.metricsUrl, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  test('however many ask, each second has one page of metrics', async () => {
    await using usual = await startTestApp({ metrics: {} });
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 500 }, () => ask(usual.metricsUrl).then((answer) => answer.text())));
    // it tells how much memory and CPU the process has used: computed again, it is another
    expect(new Set(answers).size).toBeLessThanOrEqual(1 + Math.floor((performance.now() - started) / 1_000));
  });

  test('however many ask whether it is ready, each second has one question to the database', async () => {
    await using usual = await startTestApp({ metrics: {} });
    const committed = async () => (await metricsOf(usual))['pool_wait_seconds_count']!;
    const fresh = async (than: number): Promise<number> => vi.waitFor(async () => {
      const count = await committed();
      expect(count).not.toBe(than);
      return count;
    }, { timeout: 5_000 });
    const started = performance.now();
    const first = await committed();
    const answers = await Promise.all(Array.from({ length: 500 }, () => ask(`${usual.url}/readyz`).then(({ status }) => status)));
    expect(new Set(answers)).toEqual(new Set([200]));
    // the app itself asks the database every second, for sessions and alerts that are due
    expect((await fresh(first)) - first).toBeLessThan(20 + 5 * ((performance.now() - started) / 1_000));
  });
});
