import type { Audience } from '../../server/realtime/event-log.ts';
import type { CallCounts } from './calls.ts';
import type { ClaimRound } from './claims.ts';
import type { History } from './history.ts';
import type { Acknowledged } from './writer.ts';

/** What must be zero. */
export interface Findings {
  /** Acknowledged, and not in the log, or not at the place that was said. */
  lost: number;
  /** Stored more than once. */
  storedTwice: number;
  /** Numbers that the log leaves out. */
  holesInLog: number;
  /** In the log, and never given to a reader whose it was. */
  missing: number;
  /** Given to a reader, and not in the log. */
  inventedAtReader: number;
  twice: number;
  outOfOrder: number;
  wrongPerson: number;
  /** Readers that were told to start anew although nothing had been pruned. */
  resets: number;
  /** Streams that ended with an error although their connection held. */
  brokenStreams: number;
  /** Orders with more or less than one winner, among those who asked or in the order's history. */
  claims: number;
  /** Calls that repeating them did not mend within bounds. */
  unmendedCalls: number;
  /** Tries of calls that failed while nodes were only being restarted in turn. */
  failedWhileRolling: number;
}

/** One event as the log holds it at the end. */
export interface LogEntry {
  roomId: string;
  seq: number;
  audience: Audience;
  clientMessageId: string | null;
}

export interface Evidence {
  /** In the order of `seq` within each room. */
  log: readonly LogEntry[];
  histories: readonly History[];
  acknowledged: readonly Omit<Acknowledged, 'calledAt'>[];
  claims: readonly ClaimRound[];
  /** Claims in each order's history. */
  claimsInHistory: ReadonlyMap<string, number>;
  intrusions: number;
  calls: Pick<CallCounts, 'unmended' | 'failedWhileRolling'>;
}

export const total = (findings: Findings): number => Object.values(findings).reduce((sum: number, count: number) => sum + count, 0);

export function findingsOf({ log, histories, acknowledged, claims, claimsInHistory, intrusions, calls }: Evidence): Findings {
  const rooms = Map.groupBy(log, ({ roomId }) => roomId);
  const places = new Map<string, number[]>();
  for (const { clientMessageId, seq } of log) if (clientMessageId) places.set(clientMessageId, [...(places.get(clientMessageId) ?? []), seq]);

  const sum = (count: (history: History) => number): number => histories.reduce((all, history) => all + count(history), 0);
  return {
    lost: acknowledged.filter(({ clientMessageId, seq }) => !places.get(clientMessageId)?.includes(seq)).length,
    storedTwice: [...places.values()].filter((seqs) => seqs.length > 1).length,
    holesInLog: [...rooms.values()].reduce((holes, entries) => holes + entries.filter(({ seq }, index) => seq !== index + 1).length, 0),
    missing: sum((history) => missingAt(history, rooms.get(history.roomId) ?? [])),
    inventedAtReader: sum((history) => inventedAt(history, rooms.get(history.roomId) ?? [])),
    twice: sum(({ twice }) => twice),
    outOfOrder: sum(({ outOfOrder }) => outOfOrder),
    wrongPerson: sum(({ wrongPerson }) => wrongPerson) + intrusions,
    resets: sum(({ resets }) => resets),
    brokenStreams: sum(({ broken }) => broken.length),
    claims: claims.filter(({ roomId, winners }) => winners.length !== 1 || claimsInHistory.get(roomId) !== 1).length,
    unmendedCalls: calls.unmended,
    failedWhileRolling: calls.failedWhileRolling,
  };
}

const isTheirs = ({ audience, start }: History, entry: LogEntry): boolean =>
  start !== null && entry.seq > start && (audience === 'staff' || entry.audience === 'everyone');

const missingAt = (history: History, log: readonly LogEntry[]): number =>
  history.start === null ? 1 : log.filter((entry) => isTheirs(history, entry) && !history.has(entry.seq)).length;

/** Whatever was noted and is not one of theirs in the log. */
const inventedAt = (history: History, log: readonly LogEntry[]): number =>
  history.deliveries - history.twice - log.filter((entry) => isTheirs(history, entry) && history.has(entry.seq)).length;
