import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { TenantKind } from '../../shared/roles.ts';
import { createLogger } from '../logger.ts';
import { callBatch, type BatchAnswer } from '../testing/call-batch.ts';
import { openFilledTenant, type FilledTenant } from '../testing/filled-tenant.ts';
import { metricsText } from '../testing/metrics.ts';
import { allProcedures } from '../testing/procedures.ts';
import { callFrame, openRawSocket, type RawSocket } from '../testing/raw-socket.ts';
import { redisMissing, startTestRedis, type TestRedis } from '../testing/redis.ts';
import { sampleOf, variantsOf, type Known } from '../testing/schema-values.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

// everything is asked for at once here
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const socket = { ...limits.socket, messagesPerSecond: 100_000, messageBurst: 100_000, upgradesPerSecond: 1_000, upgradeBurst: 1_000 };
  return { limits: { ...limits, socket } as unknown as typeof limits };
});

/** In everything that the other tenant writes and is called. */
const taint = 'KESTREL';
/** In everything that our people write. */
const canary = 'PYREXIA';

const procedures = allProcedures();
const calls = procedures.filter(({ type, path }) => type !== 'subscription' && path !== 'auth.logout');
const subscriptions = procedures.filter(({ type }) => type === 'subscription');
const logged: string[] = [];
const published: string[] = [];
let redis: TestRedis;
let link: Redis;
let monitor: Redis;
let app: TestApp;

beforeAll(async () => {
  if (redisMissing) return;
  redis = await startTestRedis();
  link = new Redis(redis.address);
  link.on('error', () => undefined);
  // before the app: ioredis takes a command that Redis reports while MONITOR is being answered for a reply without a question
  monitor = await link.monitor();
  monitor.on('error', () => undefined);
  monitor.on('monitor', (_time: string, command: string[]) => void published.push(command.join(' ')));
  app = await startTestApp({ redisAddresses: [redis.address], logger: createLogger('debug', { write: (line) => void logged.push(line) }) });
});
afterAll(async () => {
  if (redisMissing) return;
  monitor.disconnect();
  link.disconnect();
  await app[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

const askAll = (client: TestClient, known: Known): Promise<BatchAnswer[]> =>
  askTypes(calls.map(({ path, type, input }) => ({ type, path, ...(input && { input: sampleOf(input, known) }) })), client);

/** In batches of one type each, as tRPC wants it. */
async function askTypes(asked: { type: string; path: string; input?: unknown }[], client: TestClient): Promise<BatchAnswer[]> {
  const byType = ['query', 'mutation'].map((type) => asked.filter((each) => each.type === type));
  return (await Promise.all(byType.map((each) => callBatch(app.url, client.token, each)))).flat();
}

/** Every subscription of the client, with its own ids or with those of others; resolves when each has begun or was refused. */
async function listen(client: TestClient, known: Known): Promise<RawSocket> {
  const raw = await openRawSocket(app.url, client.token);
  for (const [id, { path, input }] of subscriptions.entries()) raw.send(callFrame(id, 'subscription', path, input ? sampleOf(input, (name) => (name === 'lastEventId' ? null : known(name))) : undefined));
  await Promise.all(subscriptions.map((_, id) => raw.find((frame) => frame.id === id)));
  return raw;
}

const uuids = (text: string): Set<string> => new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g));

describe.skipIf(redisMissing).each<TenantKind>(['pharmacy', 'clinic'])('of another %s', (kind) => {
  let ours: FilledTenant;
  let theirs: FilledTenant;
  /** Ids that clients choose: the same in both tenants. */
  const chosen = new Map<string, string>();
  const withChosen = (known: Known): Known => (name) => {
    if (!/^client\w+Id$|^tabId$/.test(name)) return known(name);
    if (!chosen.has(name)) chosen.set(name, newId());
    return chosen.get(name);
  };

  beforeAll(async () => {
    ours = await openFilledTenant(app, kind, 'admin', canary);
    theirs = await openFilledTenant(app, kind, 'admin', taint);
  });

  test('nothing that we ask for, hear or provoke holds anything of theirs', async () => {
    const people = [ours.client, ours.patient, ours.colleague];
    const sockets = await Promise.all(people.flatMap((client) => [listen(client, ours.known), listen(client, theirs.known)]));
    const theirPeople = [theirs.client, theirs.patient, theirs.colleague];
    const theirSockets = await Promise.all(theirPeople.map((client) => listen(client, theirs.known)));
    const told: BatchAnswer[] = [];
    for (const client of theirPeople) told.push(...(await askAll(client, withChosen(theirs.known))));

    const answers: BatchAnswer[] = [];
    for (const client of people) for (const known of [withChosen(ours.known), withChosen(theirs.known)]) answers.push(...(await askAll(client, known)));
    const last = await ours.client.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'the end', target: { kind: 'tenant' } });
    await sockets[0]!.find((frame) => JSON.stringify(frame).includes(last.id));

    const everything = [...answers.map(({ text }) => text), ...sockets.flatMap(({ frames }) => frames.map((frame) => JSON.stringify(frame)))];
    const theirWords = [...told.map(({ text }) => text), ...theirSockets.flatMap(({ frames }) => frames.map((frame) => JSON.stringify(frame)))].join('');
    for (const { socket } of [...sockets, ...theirSockets]) socket.terminate();
    // they did get to see what we must not
    expect(theirWords).toContain(taint);
    expect(everything.join('')).toContain(canary);
    expect(everything.filter((text) => text.includes(taint))).toEqual([]);
    const allowed = new Set(chosen.values());
    const forbidden = [theirs.tenantId, ...uuids(theirWords)].filter((id) => !allowed.has(id));
    expect(forbidden.length).toBeGreaterThan(20);
    expect(everything.filter((text) => forbidden.some((id) => text.includes(id)))).toEqual([]);
  });

  test.each(calls.filter(({ path, input }) => input && path !== 'auth.login'))('what is wrong with $path is told without repeating it', async ({ path, input }) => {
    const odd = [canary, `${canary}\0`, canary.repeat(1_000), [canary], { [canary]: canary }];
    const asked = [...variantsOf(input!, ours.known, '', odd)].map(({ value }) => ({ path, input: value }));
    for (const client of [ours.client, ours.patient]) {
      const refused = (await callBatch(app.url, client.token, asked)).filter(({ reason }) => reason !== 'ok');
      expect(refused.length).toBeGreaterThanOrEqual(odd.length);
      // who holds an order or has the time is told by name
      const telling = refused.filter(({ reason }) => reason !== 'ALREADY_CLAIMED' && reason !== 'PROVIDER_BUSY');
      expect(telling.filter(({ text }) => text.includes(canary)).map(({ text }) => text.slice(0, 300))).toEqual([]);
    }
  });

  test('nothing that anybody wrote or is called is in the log, the metrics or what nodes tell each other', async () => {
    const metrics = await metricsText(app);
    expect(metrics).toContain('medsync_');
    expect(published.length).toBeGreaterThan(100);
    for (const place of [logged, published, [metrics]]) for (const word of [taint, canary, 'Pat Ent', 'Lena Fischer', 'example.test']) expect(place.filter((text) => text.includes(word)).slice(0, 3)).toEqual([]);
  });
});
