import type { Member, Receipt } from '../../../shared/rooms.ts';
import type { Outcome } from '../../batcher.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { Caller } from '../../transport/context.ts';
import { allowedCall, type AuditRecord } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';
import { admissionsTo, type OpenRoom } from './access.ts';
import { outcomeOf } from './admit.ts';
import { lastSeqsOf, membersOfRooms, receiptsOfRooms } from './queries.ts';

interface Opening {
  caller: Caller;
  roomId: string;
}

/** Where a reader of a room begins: the end of its log, and what else there was then. */
type Beginning<More> = More & { room: OpenRoom; lastSeq: number };

/** What else a reader needs to begin, of all the rooms at once. */
type ReadMore<More> = (trx: TenantTransaction, roomIds: string[]) => Promise<(roomId: string) => More>;

async function open<More>(trx: TenantTransaction, openings: Opening[], readMore: ReadMore<More>): Promise<Outcome<Beginning<More>>[]> {
  const roomIds = [...new Set(openings.map(({ roomId }) => roomId))];
  const admissions = await admissionsTo(trx, roomIds, openings.map(({ caller }) => caller));
  const lastSeqs = await lastSeqsOf(trx, roomIds);
  const moreOf = await readMore(trx, roomIds);
  return openings.map(({ caller, roomId }) =>
    outcomeOf(() => ({ ...moreOf(roomId), room: admissions.admit(caller, roomId), lastSeq: lastSeqs.get(roomId) ?? 0 })),
  );
}

interface OpenTogether<More> {
  readMore: ReadMore<More>;
  /** What is noted of those who may read. */
  recordOf?(caller: Caller, room: OpenRoom): AuditRecord;
}

function openTogether<More>(db: Database, { readMore, recordOf }: OpenTogether<More>) {
  const openRoom = createOpening<Opening, Beginning<More>>({
    db,
    read: (trx, openings) => open(trx, openings, readMore),
    ...(recordOf && { recordOf: ({ caller }, { room }) => recordOf(caller, room) }),
  });
  return (caller: Caller, roomId: string): Promise<Beginning<More>> => openRoom({ caller, roomId });
}

/** Lets the caller read a room's events from now on, and notes that. Throws NOT_FOUND when the room is not theirs. */
export type OpenRoomEvents = (caller: Caller, roomId: string) => Promise<Beginning<{ members: Member[] }>>;

export const createOpenRoomEvents = (db: Database): OpenRoomEvents =>
  openTogether(db, {
    async readMore(trx, roomIds) {
      const members = await membersOfRooms(trx, roomIds);
      return (roomId) => ({ members: members.get(roomId) ?? [] });
    },
    recordOf: (caller, { id, patientId }) => allowedCall(caller, 'rooms.events', { roomId: id, patientId }),
  });

/** Lets the caller follow a room's signals. Throws NOT_FOUND when the room is not theirs. */
export type OpenRoomSignals = (caller: Caller, roomId: string) => Promise<Beginning<{ receipts: Receipt[] }>>;

export const createOpenRoomSignals = (db: Database): OpenRoomSignals =>
  openTogether(db, {
    async readMore(trx, roomIds) {
      const receipts = await receiptsOfRooms(trx, roomIds);
      return (roomId) => ({ receipts: receipts.get(roomId) ?? [] });
    },
  });
