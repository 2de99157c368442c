import type { Place } from '../house.ts';
import { authSteps } from './auth-steps.ts';
import { clinicSteps } from './clinic-steps.ts';
import { pharmacySteps } from './pharmacy-steps.ts';
import { staffSteps } from './staff-steps.ts';
import type { TourStage } from './stage.ts';
import type { Step } from './step.ts';
import { workSteps } from './work-steps.ts';

/** Everything that the screens of a pharmacy do. */
export const stepsInPharmacy = (stage: TourStage): Step[] => [...pharmacySteps(stage), ...staffSteps(stage), ...workSteps(stage), ...authSteps(stage)];

/** Everything that the screens of a clinic do. */
export function stepsInClinic(stage: TourStage, { staff }: Place): Step[] {
  const provider = staff.find(({ role }) => role === 'provider')!;
  return [...clinicSteps(stage, provider.id), ...staffSteps(stage), ...workSteps(stage)];
}
