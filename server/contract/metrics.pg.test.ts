import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { presenceFeed, roomFeed } from '../testing/feeds.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { newOrder } from '../testing/requests.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

async function scrape(): Promise<{ text: string; value(name: string): number }> {
  const answer = await fetch(`${app.url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const body = await answer.text();
  return { text: body, value: (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1] ?? NaN) };
}

test('sockets and streams are counted while they are open', async () => {
  const { pharmacist, patient } = pharmacy;
  const { roomId } = await newOrder(patient);
  const counts = async () => {
    const { value } = await scrape();
    return [value('medsync_connections'), value('medsync_subscriptions'), value('medsync_live_entries_own')];
  };
  expect(await counts()).toEqual([0, 0, 0]);
  const streams = [presenceFeed(pharmacist), roomFeed(pharmacist, roomId), roomFeed(patient, roomId)] as const;
  for (const stream of streams) await stream.until(() => stream.values.length > 0);
  expect(await counts()).toEqual([2, 3, 1]);
  for (const stream of streams) stream.stop();
  await vi.waitFor(async () => expect((await counts()).slice(0, 2)).toEqual([0, 0]));
});

test('everything that is promised is there, and no label names anybody', async () => {
  const { text, value } = await scrape();
  for (const name of [
    'medsync_deliveries_total', 'medsync_resumes_total', 'medsync_resets_total', 'medsync_gap_events_total', 'medsync_slow_consumers_cut_total',
    'medsync_hint_age_seconds_count', 'medsync_commit_to_socket_seconds_count', 'medsync_pool_waiting', 'medsync_bus_dropped_total',
    'process_resident_memory_bytes',
  ])
    expect(value(name), name).not.toBeNaN();
  expect(value('medsync_pool_connections')).toBeGreaterThan(0);
  expect(value('medsync_pool_wait_seconds_count')).toBeGreaterThan(0);
  const labels = new Set(text.match(/(?<=[{,])[a-z_]+(?==")/g));
  // of the product only the bounds of histograms; the rest are Node's own: versions, kinds of garbage collection
  for (const line of text.split('\n').filter((each) => each.startsWith('medsync_'))) expect(line.replace(/\{le="[^"]+"\}/, '')).not.toContain('{');
  expect([...labels].filter((label) => /user|tenant|room|patient|session/.test(label))).toEqual([]);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});
