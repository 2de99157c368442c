import type { ScheduleHold, ScheduleSignal } from '../../../shared/schedule.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Caller } from '../../transport/context.ts';

/** What is in somebody's hand, by tenant; a hold lapses unless it is renewed. */
export type Holds = LiveState<ScheduleHold>;

/** Everything that is in somebody's hand, first at once and then whenever it changes. */
export const scheduleSignalFeed = (
  holds: Holds,
  { tenantId }: Caller,
  signal: AbortSignal,
): AsyncGenerator<ScheduleSignal, void> =>
  stateStream<ScheduleSignal>(
    (changed) => holds.watch(tenantId, changed),
    () => [{ type: 'schedule.holds', holds: holds.entries(tenantId).map(({ value }) => value) }],
    signal,
  );
