import { newId } from '../../../shared/ids.ts';
import type { ChartViewer, ChartViewers } from '../../../shared/charts.ts';
import type { Database } from '../../db/database.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import { patientById } from '../patients/queries.ts';
import { noteViewing, type Viewing } from '../presence/viewing.ts';

/** Who has which patient's chart open, by tenant and patient. */
type OpenCharts = LiveState<ChartViewer>;

export interface ViewerFeedDependencies {
  db: Database;
  openCharts: OpenCharts;
  viewing: Viewing;
}

/**
 * Everyone who has the chart open, first at once and then whenever that changes. Being open is having the chart open:
 * however it ends, the caller has left. NOT_FOUND when the tenant has no such patient.
 */
export async function* chartViewerFeed(
  { db, openCharts, viewing }: ViewerFeedDependencies,
  caller: Caller,
  patientId: string,
  signal: AbortSignal,
): AsyncGenerator<ChartViewers, void> {
  const { tenantId, userId, name, role } = caller;
  await db.withTenant(tenantId, async (trx) => {
    await patientById(trx, patientId);
    await auditCall(trx, caller, 'patients.viewers', { patientId });
  });
  const chart = `${tenantId} ${patientId}`;
  const leave = [
    openCharts.enter(chart, newId(), { userId, value: { userId, name, role } }),
    noteViewing(viewing, caller, { kind: 'chart', id: patientId }),
  ];
  let told = '';
  try {
    yield* stateStream<ChartViewers>(
      (changed) => openCharts.watch(chart, changed),
      () => {
        const users = distinct(openCharts.entries(chart).map(({ value }) => value));
        const ids = users.map((user) => user.userId).join();
        if (ids === told) return [];
        told = ids;
        return [{ type: 'viewers', users }];
      },
      signal,
    );
  } finally {
    leave.forEach((end) => end());
  }
}

/** One entry a person, however many tabs they have, in a steady order. */
const distinct = (viewers: ChartViewer[]): ChartViewer[] =>
  [...new Map(viewers.map((viewer) => [viewer.userId, viewer])).values()].toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
