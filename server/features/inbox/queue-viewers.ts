import type { Person } from '../../../shared/auth.ts';
import type { InboxEvent, RoomViewers } from '../../../shared/inbox.ts';
import { limits } from '../../../shared/limits.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { createReferenceCounted, type ReferenceCounted } from '../../realtime/reference-counted.ts';
import { createStateHub, type StateHub } from '../../realtime/state-hub.ts';
import { distinctMembers, viewersOfTenant, type Viewer } from '../rooms/viewers.ts';

/** Which of the pharmacy's people have which order open, by tenant, for all of its inboxes on this node. */
export type QueueViewers = ReferenceCounted<StateHub<RoomViewers, InboxEvent>>;

export const createQueueViewers = (viewers: LiveState<Viewer>): QueueViewers =>
  createReferenceCounted((tenantId) => {
    const group = viewersOfTenant(tenantId);
    const hub = createStateHub<RoomViewers, InboxEvent>({
      read: () => viewersByRoom(viewers.entries(group).map(({ value }) => value)),
      differences: (from, to) => (JSON.stringify(from) === JSON.stringify(to) ? [] : [{ type: 'inbox.viewers', rooms: to }]),
      gatherFor: limits.live.gatherFor,
    });
    return { value: hub, end: viewers.watch(group, hub.changed) };
  });

/** Patients are not shown to the queue. */
function viewersByRoom(viewers: Viewer[]): RoomViewers {
  const staff = viewers.filter(({ member }) => isPharmacyStaff(member.role));
  return Object.fromEntries(
    Map.groupBy(staff, ({ roomId }) => roomId)
      .entries()
      .map(([roomId, held]): [string, Person[]] => [roomId, distinctMembers(held.map(({ member: { id, name } }) => ({ id, name })))])
      .toArray()
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
