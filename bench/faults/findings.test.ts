import { expect, test } from 'vitest';
import type { RoomEvent } from '../../shared/rooms.ts';
import { findingsOf, type Evidence, type LogEntry } from './findings.ts';
import { History } from './history.ts';

const roomId = 'room';
const at = '2026-01-01T00:00:00.000Z';
const entry = (seq: number, audience: LogEntry['audience'] = 'everyone'): LogEntry => ({ roomId, seq, audience, clientMessageId: `m${seq}` });
const log = [entry(1), entry(2), entry(3, 'staff'), entry(4)];

function reader(audience: History['audience'], seqs: number[]): History {
  const history = new History(roomId, audience);
  history.note('id', { type: 'room.joined', roomId, seq: 1, at, lastSeq: 1, members: [] });
  for (const seq of seqs) history.note('id', { type: 'member.left', userId: '', roomId, seq, at });
  return history;
}

const evidence = (found: Partial<Evidence>): Evidence => ({ log, histories: [], acknowledged: [], claims: [], claimsInHistory: new Map(), intrusions: 0, calls: { unmended: 0, failedWhileRolling: 0 }, ...found });

test('finds nothing where nothing is', () => {
  const histories = [reader('staff', [2, 3, 4]), reader('everyone', [2, 4])];
  const acknowledged = [{ roomId, clientMessageId: 'm3', seq: 3 }];
  const claims = [{ roomId, winners: ['a'] }];
  const findings = findingsOf(evidence({ histories, acknowledged, claims, claimsInHistory: new Map([[roomId, 1]]) }));
  expect(new Set(Object.values(findings))).toEqual(new Set([0]));
});

test.each([
  ['missing', { histories: [reader('staff', [2, 4])] }],
  ['inventedAtReader', { histories: [reader('staff', [2, 3, 4, 9])] }],
  ['inventedAtReader', { histories: [reader('everyone', [2, 3, 4])] }],
  ['twice', { histories: [reader('staff', [2, 3, 3, 4])] }],
  ['outOfOrder', { histories: [reader('staff', [2, 4, 3])] }],
  ['lost', { acknowledged: [{ roomId, clientMessageId: 'unknown', seq: 3 }] }],
  ['lost', { acknowledged: [{ roomId, clientMessageId: 'm2', seq: 3 }] }],
  ['storedTwice', { log: [entry(1), { ...entry(2), clientMessageId: 'm1' }] }],
  ['holesInLog', { log: [entry(1), entry(3)] }],
  ['claims', { claims: [{ roomId, winners: ['a', 'b'] }], claimsInHistory: new Map([[roomId, 1]]) }],
  ['claims', { claims: [{ roomId, winners: ['a'] }], claimsInHistory: new Map([[roomId, 2]]) }],
  ['claims', { claims: [{ roomId, winners: [] }], claimsInHistory: new Map([[roomId, 1]]) }],
  ['wrongPerson', { intrusions: 1 }],
  ['unmendedCalls', { calls: { unmended: 1, failedWhileRolling: 0 } }],
  ['failedWhileRolling', { calls: { unmended: 0, failedWhileRolling: 1 } }],
] satisfies [string, Partial<Evidence>][])('finds %s', (name, found) => {
  expect(findingsOf(evidence(found))).toMatchObject({ [name]: 1 });
});

test('finds what came to the wrong person, and streams that broke', () => {
  const history = reader('everyone', [2, 4]);
  history.note('id', { type: 'message.created', roomId, seq: 3, at, message: { visibility: 'staff' } } as RoomEvent);
  history.note('id', { type: 'member.left', userId: '', roomId: 'other', seq: 5, at });
  history.note('id', { type: 'feed.reset', roomId, seq: 4, at });
  history.broken.push('INTERNAL');
  expect(findingsOf(evidence({ histories: [history] }))).toMatchObject({ wrongPerson: 2, resets: 1, brokenStreams: 1 });
});
