import type { ClinicSettings } from '../../../shared/clinic-settings.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import { initialsOf } from '../../../shared/names.ts';
import { waitingStageOrder, waitingStages, waitsSince, type WaitingStage } from '../../../shared/waiting-stages.ts';

export interface BoardColumn {
  stage: WaitingStage;
  name: string;
  visits: Appointment[];
}

/** The day's visits by stage: who waits longest first, who is done last first. */
export const boardColumns = (visits: Appointment[]): BoardColumn[] =>
  waitingStageOrder.map((stage) => {
    const { name, statuses } = waitingStages[stage];
    const direction = stage === 'done' ? -1 : 1;
    const inStage = visits
      .filter(({ status }) => statuses.includes(status))
      .toSorted((a, b) => direction * (waitsSince(stage, a) - waitsSince(stage, b)) || a.id.localeCompare(b.id));
    return { stage, name, visits: inStage };
  });

/** How a wait of so many milliseconds stands to the limit of its stage; from twice the limit on it is urgent. */
export function urgencyOf(waited: number, limitMinutes: number): 'within' | 'past' | 'urgent' {
  const limit = limitMinutes * 60_000;
  if (waited < limit) return 'within';
  return waited < 2 * limit ? 'past' : 'urgent';
}

/** Who has waited longest beyond the limit of their stage, of all stages; null when nobody has. `now` in milliseconds. */
export function longestOverdue(columns: BoardColumn[], stageMinutes: ClinicSettings['stageMinutes'], now: number): string | null {
  let longest: { id: string; beyond: number } | null = null;
  for (const { stage, visits } of columns) {
    if (stage === 'done') continue;
    for (const visit of visits) {
      const beyond = now - waitsSince(stage, visit) - stageMinutes[stage] * 60_000;
      if (beyond >= 0 && beyond > (longest?.beyond ?? -1)) longest = { id: visit.id, beyond };
    }
  }
  return longest?.id ?? null;
}

/** `S. P.`: what stands on a wall where everyone can read it. */
export const wallName = (name: string): string => initialsOf(name).map((initial) => `${initial}.`).join(' ');
