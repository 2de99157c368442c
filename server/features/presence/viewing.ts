import { newId } from '../../../shared/ids.ts';
import type { Viewed } from '../../../shared/presence.ts';
import { isClinicStaff, isPharmacyStaff, isStaff, type Role } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import type { Caller } from '../../transport/context.ts';

/** What the staff of each tenant have open, by connection. */
export type Viewing = LiveState<Viewed>;

/** Notes that the caller has something open until it is called back; what patients look at is nobody's business. */
export function noteViewing(viewing: Viewing, { tenantId, userId, role }: Caller, viewed: Viewed): () => void {
  return isStaff(role) ? viewing.enter(tenantId, newId(), { userId, value: viewed }) : () => undefined;
}

/** What each person has open of what somebody with this role, who is in these threads, could open as well. */
export function viewedBy(viewing: Viewing, tenantId: string, reader: { role: Role; threadIds: ReadonlySet<string> }): Map<string, Viewed[]> {
  const mayOpen = ({ kind, id }: Viewed): boolean => {
    switch (kind) {
      case 'chart':
        return isClinicStaff(reader.role);
      case 'order':
        return isPharmacyStaff(reader.role);
      case 'thread':
        return reader.threadIds.has(id);
    }
  };
  const open = viewing.entries(tenantId).filter(({ value }) => mayOpen(value));
  return new Map([...Map.groupBy(open, ({ userId }) => userId)].map(([userId, entries]) => [userId, distinct(entries.map(({ value }) => value))]));
}

/** Each thing once, however many tabs show it, in a steady order. */
const distinct = (viewed: Viewed[]): Viewed[] =>
  [...new Map(viewed.map((each) => [`${each.kind} ${each.id}`, each])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The threads that anybody has open, as one text that changes when they do. */
export const openThreads = (viewing: Viewing, tenantId: string): string[] =>
  [...new Set(viewing.entries(tenantId).flatMap(({ value }) => (value.kind === 'thread' ? [value.id] : [])))].toSorted();

/** Those of the threads that the person is in. */
export async function threadsWith(trx: TenantTransaction, userId: string, roomIds: string[]): Promise<Set<string>> {
  if (roomIds.length === 0) return new Set();
  const rows = await trx.selectFrom('room_member').select('room_id').where('user_id', '=', userId).where('room_id', 'in', roomIds).execute();
  return new Set(rows.map((row) => row.room_id));
}
