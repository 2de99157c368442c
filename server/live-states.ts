import type { ChartViewer } from '../shared/charts.ts';
import type { Viewed } from '../shared/presence.ts';
import type { ScheduleHold } from '../shared/schedule.ts';
import type { Clock } from './clock.ts';
import { createPresence } from './features/presence/presence.ts';
import { createReachable } from './features/presence/reachable.ts';
import type { Viewer } from './features/rooms/viewers.ts';
import type { Metrics } from './metrics.ts';
import type { Bus } from './realtime/bus.ts';
import { createLiveExchange } from './realtime/live-exchange.ts';
import { createLiveState, type SharedState } from './realtime/live-state.ts';

/** Everything fleeting that the nodes tell each other. */
export function createLiveStates({ clock, bus, metrics }: { clock: Clock; bus: Bus; metrics: Metrics }) {
  const typing = createLiveState<null>({ clock });
  const viewers = createLiveState<Viewer>({ clock });
  const holds = createLiveState<ScheduleHold>({ clock });
  const openCharts = createLiveState<ChartViewer>({ clock });
  const viewing = createLiveState<Viewed>({ clock });
  const presence = createPresence({ clock });
  const reachable = createReachable({ clock });
  const states: Record<string, SharedState> = { typing, viewers, holds, openCharts, viewing, reachable: reachable.shared, ...presence.shared };
  const exchange = createLiveExchange({ bus, states });

  const size = (whose: 'own' | 'others') => () => Object.values(states).reduce((sum, state) => sum + state.sizes()[whose], 0);
  metrics.gauges({ live_entries_own: size('own'), live_entries_others: size('others'), bus_peers: exchange.peers });

  return {
    typing,
    viewers,
    holds,
    openCharts,
    viewing,
    presence,
    reachable,
    stop() {
      exchange.stop();
      for (const state of [typing, viewers, holds, openCharts, viewing, presence, reachable]) state.stop();
    },
  };
}
