import { limits } from '../../../shared/limits.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { run } from '../../db/statement.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall, auditEntries, type AuditRecord } from '../audit/audit-log.ts';
import { admissionsTo, type OpenRoom } from './access.ts';
import { outcomeOf } from './admit.ts';
import { lastSeqsOf, membersOfRooms, receiptsOfRooms } from './queries.ts';

interface Opening {
  caller: Caller;
  roomId: string;
}

/** After a restart everyone opens their rooms at once: those of one tenant are opened together. */
function openTogether<Beginning>(open: (openings: Opening[]) => Promise<Outcome<Beginning>[]>) {
  const openings = createBatcher<Opening, Beginning>({ most: limits.room.openedTogether, gatherFor: limits.arrivals.gatherFor, run: open });
  return (caller: Caller, roomId: string): Promise<Beginning> => openings.submit(caller.tenantId, { caller, roomId });
}

const tenantOf = ([first]: Opening[]): string => first!.caller.tenantId;
const roomsOf = (openings: Opening[]): string[] => [...new Set(openings.map(({ roomId }) => roomId))];
const callersOf = (openings: Opening[]): Caller[] => openings.map(({ caller }) => caller);

/** Where a reader of a room's events begins: the end of its log, and who was in it then. */
interface EventsBeginning {
  lastSeq: number;
  members: Member[];
}

/** Lets the caller read a room's events from now on, and notes that. Throws NOT_FOUND when the room is not theirs. */
export type OpenRoomEvents = (caller: Caller, roomId: string) => Promise<EventsBeginning>;

export const createOpenRoomEvents = (db: Database): OpenRoomEvents =>
  openTogether(async (openings) => {
    const { outcomes, records } = await db.snapshot(tenantOf(openings), (trx) => openEvents(trx, openings));
    if (records.length > 0) await db.withTenant(tenantOf(openings), (trx) => run(trx, auditEntries(records)));
    return outcomes;
  });

async function openEvents(trx: TenantTransaction, openings: Opening[]): Promise<{ outcomes: Outcome<EventsBeginning>[]; records: AuditRecord[] }> {
  const roomIds = roomsOf(openings);
  const admissions = await admissionsTo(trx, roomIds, callersOf(openings));
  const lastSeqs = await lastSeqsOf(trx, roomIds);
  const members = await membersOfRooms(trx, roomIds);
  const records: AuditRecord[] = [];
  const outcomes = openings.map(({ caller, roomId }) =>
    outcomeOf((): EventsBeginning => {
      const { patientId } = admissions.admit(caller, roomId);
      records.push(allowedCall(caller, 'rooms.events', { roomId, patientId }));
      return { lastSeq: lastSeqs.get(roomId) ?? 0, members: members.get(roomId) ?? [] };
    }),
  );
  return { outcomes, records };
}

/** Where a reader of a room's signals begins: how far everyone had got, and where its log ended then. */
interface SignalsBeginning {
  room: OpenRoom;
  lastSeq: number;
  receipts: Receipt[];
}

/** Lets the caller follow a room's signals. Throws NOT_FOUND when the room is not theirs. */
export type OpenRoomSignals = (caller: Caller, roomId: string) => Promise<SignalsBeginning>;

export const createOpenRoomSignals = (db: Database): OpenRoomSignals =>
  openTogether((openings) =>
    db.snapshot(tenantOf(openings), async (trx) => {
      const roomIds = roomsOf(openings);
      const admissions = await admissionsTo(trx, roomIds, callersOf(openings));
      const lastSeqs = await lastSeqsOf(trx, roomIds);
      const receipts = await receiptsOfRooms(trx, roomIds);
      return openings.map(({ caller, roomId }) =>
        outcomeOf((): SignalsBeginning => ({
          room: admissions.admit(caller, roomId),
          lastSeq: lastSeqs.get(roomId) ?? 0,
          receipts: receipts.get(roomId) ?? [],
        })),
      );
    }),
  );
