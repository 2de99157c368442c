import { z } from 'zod';
import { versionOrNoneSchema } from './numbers.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { WaitingStage } from './waiting-stages.ts';

const minuteOfDay = z.int().min(0).max(24 * 60);

const openingHours = z
  .strictObject({ opens: minuteOfDay, closes: minuteOfDay })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], error: 'Closes after it opens.' })
  .nullable() satisfies z.ZodType<OpeningHours>;

/** The stages in which somebody waits. */
export type TimedStage = Exclude<WaitingStage, 'done'>;

const waitMinutes = z.int().min(1, 'At least a minute.').max(8 * 60, 'At most eight hours.');
const stageMinutes = z.strictObject({ expected: waitMinutes, checked_in: waitMinutes, in_room: waitMinutes, with_provider: waitMinutes });

/** What a clinic decides for itself. */
export interface ClinicSettings {
  /** Of Monday to Sunday. */
  openingHours: OpeningHours[];
  /** After how many minutes in a stage the waiting-room board marks a visit. */
  stageMinutes: Record<TimedStage, number>;
  /** 0 until somebody has set anything. */
  version: number;
}

export const clinicSettingsInputs = {
  set: z.strictObject({ expectedVersion: versionOrNoneSchema, openingHours: z.array(openingHours).length(7), stageMinutes }),
};

const workday: OpeningHours = { opens: 8 * 60, closes: 18 * 60 };

export const defaultClinicSettings: ClinicSettings = {
  openingHours: [workday, workday, workday, workday, workday, null, null],
  stageMinutes: { expected: 10, checked_in: 15, in_room: 15, with_provider: 45 },
  version: 0,
};
