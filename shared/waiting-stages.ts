import type { AppointmentStatus } from './appointment-status.ts';

export type WaitingStage = 'expected' | 'checked_in' | 'in_room' | 'with_provider' | 'done';

interface StageFacts {
  name: string;
  statuses: readonly AppointmentStatus[];
}

/** The columns of the waiting-room board, in the order of a visit. A patient who did not come is done with. */
export const waitingStages: Record<WaitingStage, StageFacts> = {
  expected: { name: 'Expected', statuses: ['scheduled', 'confirmed'] },
  checked_in: { name: 'Checked in', statuses: ['checked_in'] },
  in_room: { name: 'In room', statuses: ['in_room'] },
  with_provider: { name: 'With provider', statuses: ['with_provider'] },
  done: { name: 'Done', statuses: ['completed', 'no_show'] },
};

export const waitingStageOrder = ['expected', 'checked_in', 'in_room', 'with_provider', 'done'] as const satisfies WaitingStage[];

/** Since when a visit waits in its stage, in milliseconds: an expected patient is late from the visit's start on. */
export const waitsSince = (stage: WaitingStage, visit: { startsAt: string; statusSince: string }): number =>
  Date.parse(stage === 'expected' ? visit.startsAt : visit.statusSince);
