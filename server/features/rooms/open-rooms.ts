import { limits } from '../../../shared/limits.ts';
import type { Member } from '../../../shared/rooms.ts';
import { createBatcher, type Outcome } from '../../batcher.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import { run } from '../../db/statement.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall, auditEntries, type AuditRecord } from '../audit/audit-log.ts';
import { admissionsTo } from './access.ts';
import { outcomeOf } from './admit.ts';
import { lastSeqsOf, membersOfRooms } from './queries.ts';

/** Where a reader of a room begins: the end of its log, and who was in it then. */
interface Beginning {
  lastSeq: number;
  members: Member[];
}

interface Opening {
  caller: Caller;
  roomId: string;
}

/** Lets the caller read a room's events from now on, and notes that. Throws NOT_FOUND when the room is not theirs. */
export type OpenRoomEvents = (caller: Caller, roomId: string) => Promise<Beginning>;

/** After a restart everyone opens their rooms at once: those of one tenant are opened together. */
export function createOpenRoomEvents(db: Database): OpenRoomEvents {
  const openings = createBatcher<Opening, Beginning>({
    most: limits.room.openedTogether,
    gatherFor: limits.arrivals.gatherFor,
    async run(group) {
      const { tenantId } = group[0]!.caller;
      const { outcomes, records } = await db.snapshot(tenantId, (trx) => openRooms(trx, group));
      if (records.length > 0) await db.withTenant(tenantId, (trx) => run(trx, auditEntries(records)));
      return outcomes;
    },
  });
  return (caller, roomId) => openings.submit(caller.tenantId, { caller, roomId });
}

async function openRooms(trx: TenantTransaction, openings: Opening[]): Promise<{ outcomes: Outcome<Beginning>[]; records: AuditRecord[] }> {
  const roomIds = [...new Set(openings.map(({ roomId }) => roomId))];
  const admissions = await admissionsTo(trx, roomIds, openings.map(({ caller }) => caller));
  const lastSeqs = await lastSeqsOf(trx, roomIds);
  const members = await membersOfRooms(trx, roomIds);
  const records: AuditRecord[] = [];
  const outcomes = openings.map(({ caller, roomId }) =>
    outcomeOf((): Beginning => {
      const { patientId } = admissions.admit(caller, roomId);
      records.push(allowedCall(caller, 'rooms.events', { roomId, patientId }));
      return { lastSeq: lastSeqs.get(roomId) ?? 0, members: members.get(roomId) ?? [] };
    }),
  );
  return { outcomes, records };
}
