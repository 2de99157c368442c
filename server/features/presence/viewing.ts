import { newId } from '../../../shared/ids.ts';
import type { Viewed } from '../../../shared/presence.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import type { Caller } from '../../transport/context.ts';

/** What the staff of each tenant have open, by connection. */
export type Viewing = LiveState<Viewed>;

/** Notes that the caller has something open until it is called back; what patients look at is nobody's business. */
export function noteViewing(viewing: Viewing, { tenantId, userId, role }: Caller, viewed: Viewed): () => void {
  return isStaff(role) ? viewing.enter(tenantId, newId(), { userId, value: viewed }) : () => undefined;
}

/** What the person has open: each thing once, however many tabs show it, in a steady order. */
export const viewedBy = (viewing: Viewing, tenantId: string, userId: string): Viewed[] =>
  [...new Map(viewing.entriesOf(tenantId, userId).map(({ value }) => [`${value.kind} ${value.id}`, value])).values()].toSorted(byId);

export const byId = (a: Viewed, b: Viewed): number => (a.id < b.id ? -1 : 1);
