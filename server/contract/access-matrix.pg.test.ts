import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ErrorReason } from '../../shared/errors.ts';
import { tenantKinds } from '../../shared/roles.ts';
import { callBatch } from '../testing/call-batch.ts';
import { allProcedures, type ProcedureFacts } from '../testing/procedures.ts';
import { callFrame, openRawSocket } from '../testing/raw-socket.ts';
import { openRawStream } from '../testing/raw-stream.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';
import type { WireLog } from '../testing/wire-log.ts';
import { callerNames, openAccessFixture, type AccessFixture, type MatrixCaller } from './access-fixture.ts';
import { accessRows, reach, type AccessRow, type Outcome, type Target } from './access-rows.ts';

// one address has hundreds of sockets here
vi.mock(import('../../shared/limits.ts'), async (original) => {
  const { limits } = await original();
  const socket = { ...limits.socket, upgradesPerSecond: 1_000, upgradeBurst: 1_000, perAddress: 1_000 };
  return { limits: { ...limits, socket } as unknown as typeof limits };
});

const procedures = allProcedures();
let app: TestApp;
let fixture: AccessFixture;

beforeAll(async () => {
  const secretKey = randomBytes(32);
  app = await startTestApp({ secretKey });
  fixture = await openAccessFixture(app, secretKey);
});
afterAll(() => app[Symbol.asyncDispose]());

/** One call of one caller. */
interface Cell {
  procedure: ProcedureFacts;
  row: AccessRow;
  target: Target;
  input: unknown;
  expected: Outcome;
}

function expectedOf(caller: MatrixCaller, row: AccessRow, target: Target, over: 'http' | 'socket'): Outcome {
  if (caller.refused && (row.admits || over === 'socket')) return row.endsSession && over === 'http' ? 'ORIGIN_NOT_ALLOWED' : caller.refused;
  if (row.outcomes) return row.outcomes[over];
  const { id, tenantId, role } = caller.client!.person;
  if (!row.admits?.roles.includes(role) || !row.admits.kinds.includes(caller.kind)) return 'ROLE_NOT_ALLOWED';
  if (!reach(row, { id, tenantId, role }, target)) return 'NOT_FOUND';
  // a socket ends with its session, before it could say so
  return row.endsSession && over === 'socket' ? 'SESSION_ENDED' : 'ok';
}

/** What does not look at who calls is asked by these for everybody: failed sign-ins are counted. */
const standIns: readonly string[] = ['nobody', 'admin of the pharmacy', 'admin of the clinic, signed out'];

/** Every row for the caller (those of one type of procedure, if it is given), at a target of each kind, with things of its own where the call changes them. */
async function cellsOf(caller: MatrixCaller, over: 'http' | 'socket', type?: ProcedureFacts['type']): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const procedure of procedures.filter((each) => each.type === (type ?? each.type))) {
    const row = accessRows[procedure.path];
    if (!row) throw new Error(`${procedure.path} has no row in the table of who may call it.`);
    if (!row.admits && !standIns.includes(caller.name)) continue;
    // where it does not matter what the call is about, one target stands for both
    const only = row.at ?? (row.reaches === 'own' || row.reaches === 'nothing' ? 'pharmacy' : null);
    for (const kind of tenantKinds.filter((each) => each === (only ?? each))) {
      const expected = expectedOf(caller, row, fixture.targets[kind], over);
      const changed = row.changes && expected === 'ok' ? await fixture.withNew(fixture.targets[kind], row.changes) : fixture.targets[kind];
      const target = row.changes === 'settings' && expected === 'ok' ? { ...changed, settingsVersion: (await caller.client!.trpc.clinic.settings.query()).version } : changed;
      cells.push({ procedure, row, target, input: row.input(target), expected });
    }
  }
  return cells;
}

/** The caller's client; for a call that ends the session one with a session of its own. */
const clientFor = async (caller: MatrixCaller, { row }: Cell): Promise<TestClient | null> =>
  row.endsSession && caller.client && !caller.refused ? app.signIn(caller.client.person) : caller.client;

async function overHttp({ procedure: { path, type }, input }: Cell, client: TestClient | null): Promise<Outcome> {
  const query = type === 'mutation' ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await fetch(`${app.url}/trpc/${path}${query}`, {
    method: type === 'mutation' ? 'POST' : 'GET',
    headers: { ...(type === 'mutation' && { 'content-type': 'application/json' }), ...(client && { authorization: `Bearer ${client.token}` }) },
    ...(type === 'mutation' && { body: JSON.stringify(input) }),
  });
  const text = await response.text();
  // tRPC answers a subscription with a stream of events, which holds the refusal
  const answer = type === 'subscription' ? /event: serialized-error\ndata: (.*)/.exec(text)?.[1] : text;
  const { error, data = error?.data } = JSON.parse(answer ?? '{}') as { error?: { data: { reason: ErrorReason } }; data?: { reason: ErrorReason } };
  return data ? data.reason : 'ok';
}

/** What the frames with that id say of the call; when the connection ended first, why. */
async function outcomeIn(log: WireLog, id: number, type: ProcedureFacts['type']): Promise<Outcome> {
  const found = log.find((frame) => frame.id === id && (frame.error !== undefined || (frame.result !== undefined && (type !== 'subscription' || frame.result.type === 'data'))));
  const frame = await found.catch(() => null);
  if (!frame) return (await log.closed).reason as Outcome;
  return frame.error ? (frame.error.data['reason'] as Outcome) : 'ok';
}

const frameOf = ({ procedure: { path, type }, input }: Cell, id: number) => callFrame(id, type, path, input);

async function overSocket(cells: Cell[], client: TestClient | null): Promise<Outcome[]> {
  const raw = await openRawSocket(app.url, client?.token ?? '');
  const outcomes: Outcome[] = [];
  for (const [id, cell] of cells.entries()) {
    if (raw.socket.readyState === raw.socket.OPEN) raw.send(frameOf(cell, id));
    outcomes.push(await outcomeIn(raw, id, cell.procedure.type));
  }
  raw.socket.terminate();
  return outcomes;
}

/** So many frames fit into the body of one event stream. */
const together = 20;

async function overStream(cells: Cell[], client: TestClient | null): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < cells.length; at += together) {
    const part = cells.slice(at, at + together);
    const stream = await openRawStream(app.url, client?.token ?? null, part.map(frameOf));
    outcomes.push(...(await Promise.all(part.map((cell, id) => outcomeIn(stream, id, cell.procedure.type)))));
    stream.abort();
  }
  return outcomes;
}

const wrongIn = (cells: Cell[], outcomes: Outcome[]): string[] =>
  cells.flatMap(({ procedure, target, expected }, index) => (outcomes[index] === expected ? [] : [`${procedure.path} at the ${target.kind}: ${outcomes[index]} instead of ${expected}`]));

/** Makes the calls together, but those that end a session each with one of its own. */
async function callAll(caller: MatrixCaller, cells: Cell[], call: (cells: Cell[], client: TestClient | null) => Promise<Outcome[]>): Promise<string[]> {
  const shared = cells.filter(({ row }) => !row.endsSession);
  const wrong = wrongIn(shared, await call(shared, caller.client));
  for (const cell of cells.filter(({ row }) => row.endsSession)) wrong.push(...wrongIn([cell], await call([cell], await clientFor(caller, cell))));
  return wrong;
}

test('every procedure has a row, and every row a procedure', () => {
  expect(procedures.map(({ path }) => path).toSorted()).toEqual(Object.keys(accessRows).toSorted());
});

test('every caller of the table is there', () => {
  expect([...fixture.callers.keys()].toSorted()).toEqual(callerNames.toSorted());
});

describe.each(callerNames)('%s gets what the table says', (name) => {
  const caller = () => fixture.callers.get(name)!;

  test('over HTTP', async () => {
    const wrong = await callAll(caller(), await cellsOf(caller(), 'http'), async (cells, client) => {
      const outcomes: Outcome[] = [];
      for (const cell of cells) outcomes.push(await overHttp(cell, client));
      // a subscription needs a connection that can be ended
      return outcomes.map((outcome, index) => (cells[index]!.procedure.type === 'subscription' && outcome === 'BAD_INPUT' ? cells[index]!.expected : outcome));
    });
    expect(wrong).toEqual([]);
  });

  test.each(['query', 'mutation'] as const)('over HTTP, each %s in a batch', async (type) => {
    const calls = await cellsOf(caller(), 'http', type);
    const wrong = await callAll(caller(), calls, async (cells, client) =>
      (await callBatch(app.url, client?.token ?? null, cells.map(({ procedure: { path }, input }) => ({ path, input })))).map(({ reason }) => reason),
    );
    expect(wrong).toEqual([]);
  });

  test('over a WebSocket', async () => {
    expect(await callAll(caller(), await cellsOf(caller(), 'socket'), overSocket)).toEqual([]);
  });

  test('over an event stream', async () => {
    expect(await callAll(caller(), await cellsOf(caller(), 'socket'), overStream)).toEqual([]);
  });
});
