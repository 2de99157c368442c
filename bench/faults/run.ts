import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../server/realtime/faulty-bus.ts';
import type { CallCounts } from './calls.ts';
import { raceForOrders, type ClaimRound } from './claims.ts';
import { createStrikes, drawFaults, type FaultName } from './faults.ts';
import { findingsOf, type Findings } from './findings.ts';
import { intrude } from './intruder.ts';
import type { PlantedFault } from './planted.ts';
import { claimsInHistory, readLog } from './read-log.ts';
import { haveRead, startReaders, until } from './readers.ts';
import { setStage, type Shape } from './stage.ts';
import { write, type Acknowledged } from './writer.ts';

export interface FaultRunOptions extends Omit<Shape, 'staffPerRoom'> {
  seed: number;
  leanReadersPerRoom: number;
  trpcReadersPerRoom: number;
  /** The patient and some of the staff. */
  writersPerRoom: number;
  /** Milliseconds that a writer rests between two messages. */
  writerPause: number;
  /** Goes on until both are reached, or the time is over. */
  deliveries: number;
  faults: number;
  longestMs: number;
  /** Milliseconds between two faults, at most. */
  faultPause: number;
  /** These, in turn, instead of what chance draws. */
  script?: readonly FaultName[];
  planted?: PlantedFault;
  onProgress?(line: string): void;
}

export interface FaultRun {
  seed: number;
  seconds: number;
  deliveries: number;
  resumes: number;
  rooms: number;
  readers: number;
  acknowledged: number;
  claimRounds: number;
  faults: Record<FaultName, number>;
  calls: CallCounts;
  /** From the end of the last fault until every reader had everything. */
  convergedMs: number;
  /** Bytes that this process held at most: it carries the links, reads, and keeps what everyone was given. */
  mostMemory: number;
  /** What streams that broke said, and calls that failed while nodes were restarted in turn. */
  breaks: string[];
  findings: Findings;
}

const resumesWork = 5_000;

/** People write, read and claim while things break; then all works again, and what everyone saw is compared with the log. */
export async function runFaults(options: FaultRunOptions): Promise<FaultRun> {
  const random = seededRandom(options.seed);
  // of its own, so that nothing else changes the order
  const order = seededRandom(options.seed + 1);
  const drawn = drawFaults(order);
  const { leanReadersPerRoom: lean, trpcReadersPerRoom: whole } = options;
  await using stage = await setStage({ nodes: options.nodes, rooms: options.rooms, staffPerRoom: lean + whole }, options.planted ?? null, random);
  const startedAt = performance.now();
  const readers = await startReaders(stage.url, stage.clinic.rooms, whole);
  const histories = readers.map(({ history }) => history);
  const deliveries = () => histories.reduce((sum, history) => sum + history.deliveries, 0);

  const writing = new AbortController();
  const acknowledged: Acknowledged[] = [];
  const rounds: ClaimRound[] = [];
  const { calls, clinic, url } = stage;
  const authors = clinic.rooms.flatMap(({ roomId, patient, staff }) => [patient, ...staff.slice(0, options.writersPerRoom - 1)].map((author) => write(calls, author, roomId, options.writerPause, acknowledged, writing.signal)));
  const claiming = raceForOrders(calls, { ...clinic.rooms[0]!, staff: clinic.rooms[0]!.staff.slice(0, 8) }, 200, rounds, writing.signal);
  const intruding = intrude(url, clinic.rooms[0]!.patient.token, clinic.rooms[1]!.roomId, writing.signal);

  const strikes = createStrikes(stage, random);
  for (let struck = 0; performance.now() - startedAt < options.longestMs && (struck < options.faults || deliveries() < options.deliveries); struck += 1) {
    const before = acknowledged.length;
    await delay(order() * options.faultPause);
    // faults that come faster than a slow machine works would show nothing but themselves
    await until(() => acknowledged.length > before, resumesWork);
    const name = options.script ? options.script[struck % options.script.length]! : drawn.next().value;
    await strikes.begin(name);
    options.onProgress?.(`${struck + 1} ${name}: ${deliveries()} deliveries, ${acknowledged.length} acknowledged`);
  }
  await strikes.over();
  writing.abort();
  await Promise.all([...authors, claiming]);
  const intrusions = await intruding;

  const calmAt = performance.now();
  const log = await readLog(stage);
  await haveRead(histories, log);
  const convergedMs = performance.now() - calmAt;
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(readers.map((reader) => reader.stop()));

  return {
    seed: options.seed,
    seconds,
    deliveries: deliveries(),
    resumes: histories.reduce((sum, { resumes }) => sum + resumes, 0),
    rooms: options.rooms,
    readers: readers.length,
    acknowledged: acknowledged.length,
    claimRounds: rounds.length,
    faults: strikes.counts,
    calls: calls.counts,
    convergedMs,
    mostMemory: process.resourceUsage().maxRSS * 1_024,
    breaks: [...histories.flatMap(({ broken }) => broken), ...calls.saidWhileRolling].slice(0, 20),
    findings: findingsOf({ log, histories, acknowledged, claims: rounds, claimsInHistory: await claimsInHistory(stage), intrusions, calls: calls.counts }),
  };
}
