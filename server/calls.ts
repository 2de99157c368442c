import type { EscalationTimes } from '../shared/alerts-escalation.ts';
import { limits } from '../shared/limits.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db/database.ts';
import type { AlertDependencies } from './features/alerts/commands.ts';
import { createEscalation } from './features/alerts/escalation.ts';
import { createMessageCalls } from './features/notifications/message-calls.ts';
import { createNotify } from './features/notifications/notify.ts';
import type { Reachable } from './features/presence/reachable.ts';
import { viewersOfRoom, type Viewer } from './features/rooms/viewers.ts';
import { noticeOfAlert } from './notices.ts';
import type { EventLog } from './realtime/event-log.ts';
import type { LiveState } from './realtime/live-state.ts';

/** How long an alert waits at each step, how often this node looks after the open ones, and how long it takes everybody for reachable after its start. */
export interface EscalationOptions {
  climbAfter?: EscalationTimes;
  lookEvery?: number;
  settleFor?: number;
}

interface CallsOptions {
  db: Database;
  log: EventLog;
  clock: Clock;
  reachable: Reachable;
  viewers: LiveState<Viewer>;
  escalation: EscalationOptions;
  fault(what: string): (error: unknown) => void;
}

/** What calls people: notifications, alerts that climb, messages that nobody looks at. */
export function createCalls({ db, log, clock, reachable, viewers, fault, escalation: times }: CallsOptions) {
  const settledAt = performance.now() + (times.settleFor ?? limits.alerts.settleFor);
  const reachableOf = (tenantId: string) => (performance.now() < settledAt ? null : reachable.of(tenantId));
  const viewersOf = (roomId: string) => new Set(viewers.entries(viewersOfRoom(roomId)).map(({ userId }) => userId));
  const notify = createNotify(clock);
  const alerts: AlertDependencies = { log, clock, reachableOf, climbAfter: times.climbAfter ?? limits.alerts.climbAfter, onCall: noticeOfAlert(notify) };
  const escalation = createEscalation({ ...alerts, db, lookEvery: times.lookEvery ?? limits.alerts.lookEvery, onFault: fault('escalation') });
  const messageCalls = createMessageCalls({ db, log, notify, clock, reachableOf, viewersOf, onFault: fault('message calls') });
  return {
    notify,
    alerts,
    messageCalls,
    reachableOf,
    async stop() {
      await escalation.stop();
      await messageCalls.stop();
    },
  };
}
