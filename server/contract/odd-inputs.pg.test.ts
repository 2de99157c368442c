import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ErrorReason } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { callBatch } from '../testing/call-batch.ts';
import { openFilledTenant, type FilledTenant } from '../testing/filled-tenant.ts';
import { allProcedures, type ProcedureFacts } from '../testing/procedures.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { boundsOf, leavesOf, sampleOf, variantsOf, type Variant } from '../testing/schema-values.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

// thousands of frames on one socket are the point here
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const socket = { ...limits.socket, messagesPerSecond: 100_000, messageBurst: 100_000, upgradesPerSecond: 1_000, upgradeBurst: 1_000 };
  return { limits: { ...limits, socket } as unknown as typeof limits };
});

/** What an answer to a call may never be: each says that we, or the database, could not cope. */
const faults: readonly (ErrorReason | 'ok')[] = ['INTERNAL', 'UNAVAILABLE', 'TIMED_OUT'];

const procedures = allProcedures();
let app: TestApp;
let testers: FilledTenant[];

beforeAll(async () => {
  app = await startTestApp();
  testers = await Promise.all([openFilledTenant(app, 'pharmacy', 'admin'), openFilledTenant(app, 'clinic', 'admin'), openFilledTenant(app, 'pharmacy', 'patient')]);
});
afterAll(() => app[Symbol.asyncDispose]());

const isValid = ({ input }: ProcedureFacts, value: unknown): boolean => input?.safeParse(JSON.parse(JSON.stringify(value) ?? 'null')).success ?? true;

/** The client, signed in again when a call has ended its session. */
async function alive(tester: FilledTenant): Promise<TestClient> {
  const [me] = await callBatch(app.url, tester.client.token, [{ path: 'auth.me' }]);
  if (me?.reason === 'SESSION_ENDED') tester.client = await app.signIn(tester.client.person);
  return tester.client;
}

async function outcomesOf(procedure: ProcedureFacts, tester: FilledTenant, variants: Variant[]): Promise<(ErrorReason | 'ok')[]> {
  const { token } = await alive(tester);
  if (procedure.type !== 'subscription') return (await callBatch(app.url, token, variants.map(({ value }) => ({ path: procedure.path, input: value })))).map(({ reason }) => reason);
  const raw = await openRawSocket(app.url, token);
  const outcomes: (ErrorReason | 'ok')[] = [];
  for (const [id, { value }] of variants.entries()) {
    raw.send(callFrame(id, 'subscription', procedure.path, value));
    // what is refused before it is parsed has no name
    const { error } = await raw.find((frame) => (frame.id === id || frame.id === null) && (frame.error !== undefined || frame.result?.type === 'data'));
    outcomes.push(error ? (error.data['reason'] as ErrorReason) : 'ok');
    raw.frames.length = 0;
    raw.send({ id, method: 'subscription.stop' });
  }
  raw.socket.terminate();
  return outcomes;
}

/** Every variant gets the answer that its schema gives, and never a fault; what the schema takes gets past it. */
async function judge(procedure: ProcedureFacts, tester: FilledTenant, variants: Variant[]): Promise<void> {
  const outcomes = await outcomesOf(procedure, tester, variants);
  const wrong = variants.flatMap(({ place, value }, index) => {
    const outcome = outcomes[index]!;
    const right = isValid(procedure, value) ? !faults.includes(outcome) : outcome === 'BAD_INPUT';
    return right ? [] : [`${outcome} for ${place} = ${JSON.stringify(value)?.slice(0, 120)}`];
  });
  expect(wrong).toEqual([]);
  expect(isValid(procedure, variants[0]!.value), 'The sample is no input.').toBe(true);
}

const withInput = procedures.filter(({ input }) => input !== null);

test('every number, text and list of every input has bounds, and no integer is larger than its column', () => {
  const unbounded = withInput.flatMap(({ path, input }) =>
    [...leavesOf(input!)].flatMap(({ place, type, schema }) => {
      const { format, maximum, minimum } = boundsOf(schema);
      if (type === 'array') return maximum === undefined ? [`${path}${place}`] : [];
      if (type === 'number') return minimum === undefined || maximum === undefined || (maximum > 2 ** 31 - 1 && !/\.(seq|before)$/.test(place)) ? [`${path}${place}`] : [];
      if (type === 'string') return maximum === undefined && !['uuid', 'datetime', 'regex'].includes(format ?? '') ? [`${path}${place}`] : [];
      return [];
    }),
  );
  expect(unbounded).toEqual([]);
});

test.each(withInput.map((procedure) => [procedure.path, procedure] as const))('%s answers every odd input, and never with a fault', async (_, procedure) => {
  let admitted = 0;
  for (const tester of testers) {
    const { known } = tester;
    const variants = [{ place: 'sample', value: sampleOf(procedure.input!, known) }, ...variantsOf(procedure.input!, known)];
    // what does not fit into a frame closes the socket, which is another test
    const fitting = procedure.type === 'subscription' ? variants.filter(({ value }) => (JSON.stringify(value)?.length ?? 0) < limits.socket.frameBytes / 2) : variants;
    const [role] = await outcomesOf(procedure, tester, fitting.slice(0, 1));
    if (role === 'ROLE_NOT_ALLOWED') continue;
    // what the schema refuses, it refuses to everybody alike
    await judge(procedure, tester, admitted > 0 ? fitting.filter(({ value }) => isValid(procedure, value)) : fitting);
    admitted += 1;
  }
  expect(admitted).toBeGreaterThan(0);
});

/** The cursor with one thing in it changed: a number, a time, an id, its length, its spelling. */
function* mutationsOf(cursor: string): Generator<string> {
  for (const at of [0, 1, Math.floor(cursor.length / 2), cursor.length - 1])
    for (const letter of ['A', '_', '=', '%', '\0', ' ', '😀']) yield `${cursor.slice(0, at)}${letter}${cursor.slice(at + 1)}`;
  for (const more of [`${cursor}A`, `${cursor}=`, `${cursor}\n`, cursor.slice(1), cursor.slice(0, -2), cursor.toUpperCase(), '', 'e30', 'W10', 'bnVsbA']) yield more;
  const decoded = Buffer.from(cursor, 'base64url').toString();
  if (!decoded.startsWith('[')) return;
  const parts = JSON.parse(decoded) as unknown[];
  const replacements = [-62_167_219_200_000, -62_135_596_800_000, -8.64e15, 8.64e15, 8.64e15 + 1, 253_402_300_800_000, 2 ** 53 - 1, 2 ** 63, 0.5, '0000-01-01T00:00:00Z', 'infinity', null, true, [], {}, newId(), '\0'];
  for (const index of parts.keys()) for (const replacement of replacements) yield Buffer.from(JSON.stringify(parts.with(index, replacement))).toString('base64url');
  yield Buffer.from(JSON.stringify([...parts, 1])).toString('base64url');
  yield Buffer.from(` ${decoded}`).toString('base64url');
}

const hasPages = ({ type, input }: ProcedureFacts): boolean => type === 'query' && [...leavesOf(input!)].some(({ place }) => place.endsWith('.cursor'));
/** Those that need nothing but the size of a page; a list of a time is tried in `appointment-days.pg.test.ts`. */
const paged = withInput.filter((procedure) => hasPages(procedure) && procedure.input!.safeParse({ limit: 1 }).success);

test.each(paged.map((procedure) => [procedure.path, procedure] as const))('%s takes its own cursors and answers changed ones', async (_, procedure) => {
  const cursors: string[] = [];
  for (const tester of testers) {
    const [page] = await callBatch(app.url, (await alive(tester)).token, [{ path: procedure.path, input: { limit: 1 } }]);
    const cursor = (page?.data as { nextCursor?: string | null } | undefined)?.nextCursor;
    if (!cursor) continue;
    cursors.push(cursor);
    const values = [cursor, ...mutationsOf(cursor)].map((each) => ({ place: 'cursor', value: { limit: 1, cursor: each } }));
    const [outcome] = await outcomesOf(procedure, tester, values.slice(0, 1));
    expect(outcome).toBe('ok');
    const outcomes = await outcomesOf(procedure, tester, values);
    expect(outcomes.flatMap((each, index) => (each === 'ok' || each === 'BAD_INPUT' ? [] : [`${each} for ${JSON.stringify(values[index])}`]))).toEqual([]);
    expect(outcomes.filter((each) => each === 'BAD_INPUT').length).toBeGreaterThan(20);
  }
  expect(cursors).not.toEqual([]);
});
