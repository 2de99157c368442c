import { limits } from '../../../shared/limits.ts';
import type { ScheduleHold, ScheduleSignal } from '../../../shared/schedule.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { createReferenceCounted, type ReferenceCounted } from '../../realtime/reference-counted.ts';
import { createStateHub, type StateHub } from '../../realtime/state-hub.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { plainly, stateFeed } from '../../transport/state-feed.ts';

/** What is in somebody's hand, by tenant; a hold lapses unless it is renewed. */
export type Holds = LiveState<ScheduleHold>;

/** By tenant, for all of its schedules that are open on this node. */
export type HoldStates = ReferenceCounted<StateHub<ScheduleHold[], ScheduleSignal>>;

export const createHoldStates = (holds: Holds): HoldStates =>
  createReferenceCounted((tenantId) => {
    const hub = createStateHub<ScheduleHold[], ScheduleSignal>({
      read: () => holds.entries(tenantId).map(({ value }) => value),
      // a hold that is only renewed is no news
      differences: (from, to) => (JSON.stringify(from) === JSON.stringify(to) ? [] : [{ type: 'schedule.holds', holds: to }]),
      gatherFor: limits.live.gatherFor,
    });
    return { value: hub, end: holds.watch(tenantId, hub.changed) };
  });

interface SignalFeedRequest {
  caller: Caller;
  connection: Connection | null;
  signal: AbortSignal;
}

/** Everything that is in somebody's hand, first at once and then whenever it changes. */
export async function* scheduleSignalFeed(states: HoldStates, { caller, ...reader }: SignalFeedRequest): AsyncGenerator<ScheduleSignal, void> {
  using hub = states.hold(caller.tenantId);
  yield* stateFeed(hub.value, { ...reader, lens: plainly<ScheduleSignal>() });
}
