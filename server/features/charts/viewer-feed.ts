import { newId } from '../../../shared/ids.ts';
import type { ChartViewer, ChartViewers } from '../../../shared/charts.ts';
import type { Database } from '../../db/database.ts';
import { notFound } from '../../failure.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { createReferenceCounted, type ReferenceCounted } from '../../realtime/reference-counted.ts';
import { createStateHub, type StateHub } from '../../realtime/state-hub.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { plainly, stateFeed } from '../../transport/state-feed.ts';
import { allowedCall } from '../audit/audit-log.ts';
import { createOpening } from '../audit/open-together.ts';
import { existingPatients } from '../patients/queries.ts';
import { noteViewing, type Viewing } from '../presence/viewing.ts';

/** Who has which patient's chart open, by tenant and patient. */
type OpenCharts = LiveState<ChartViewer>;

export interface ViewerFeedDependencies {
  db: Database;
  openCharts: OpenCharts;
  viewing: Viewing;
}

interface ViewerFeedRequest {
  caller: Caller;
  connection: Connection | null;
  patientId: string;
  signal: AbortSignal;
}

/** The viewers of each chart that is open on this node. */
const createChartStates = (openCharts: OpenCharts): ReferenceCounted<StateHub<ChartViewer[], ChartViewers>> =>
  createReferenceCounted((chart) => {
    const hub = createStateHub<ChartViewer[], ChartViewers>({
      read: () => distinct(openCharts.entries(chart).map(({ value }) => value)),
      differences: (from, to) => (from && idsOf(from) === idsOf(to) ? [] : [{ type: 'viewers', users: to }]),
    });
    return { value: hub, end: openCharts.watch(chart, hub.changed) };
  });

/** Lets the caller have the chart open, and notes that. NOT_FOUND when the tenant has no such patient. */
const createOpenChart = (db: Database): ((request: { caller: Caller; patientId: string }) => Promise<{ patientId: string }>) =>
  createOpening({
    db,
    async read(trx, requests) {
      const known = await existingPatients(trx, requests.map(({ patientId }) => patientId));
      return requests.map(({ patientId }) => (known.has(patientId) ? { result: { patientId } } : { refused: notFound() }));
    },
    recordOf: ({ caller, patientId }) => allowedCall(caller, 'patients.viewers', { patientId }),
  });

/**
 * Everyone who has the chart open, first at once and then whenever that changes. Being open is having the chart open:
 * however it ends, the caller has left. NOT_FOUND when the tenant has no such patient.
 */
export function createChartViewerFeed({ db, openCharts, viewing }: ViewerFeedDependencies) {
  const states = createChartStates(openCharts);
  const openChart = createOpenChart(db);
  return async function* ({ caller, patientId, ...reader }: ViewerFeedRequest): AsyncGenerator<ChartViewers, void> {
    const { tenantId, userId, name, role } = caller;
    await openChart({ caller, patientId });
    const chart = `${tenantId} ${patientId}`;
    using hub = states.hold(chart);
    const leave = [
      openCharts.enter(chart, newId(), { userId, value: { userId, name, role } }),
      noteViewing(viewing, caller, { kind: 'chart', id: patientId }),
    ];
    try {
      yield* stateFeed(hub.value, { ...reader, lens: plainly<ChartViewers>() });
    } finally {
      leave.forEach((end) => end());
    }
  };
}

const idsOf = (viewers: ChartViewer[]): string => viewers.map(({ userId }) => userId).join();

/** One entry a person, however many tabs they have, in a steady order. */
const distinct = (viewers: ChartViewer[]): ChartViewer[] =>
  [...new Map(viewers.map((viewer) => [viewer.userId, viewer])).values()].toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
