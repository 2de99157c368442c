import type { ClinicSettings, TimedStage } from '../../../shared/clinic-settings.ts';
import type { OpeningHours } from '../../../shared/opening-hours.ts';
import { waitingStageOrder, waitingStages } from '../../../shared/waiting-stages.ts';
import { minutesOf, minutesWords } from '../schedule/calendar.ts';
import type { Difference } from '../schedule/visit-differences.ts';

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const timedStages = waitingStageOrder.filter((stage) => stage !== 'done');

export interface DayDraft {
  isOpen: boolean;
  /** `HH:mm`; a day that closes at 00:00 is open until midnight. */
  from: string;
  to: string;
}

/** What the fields hold, as they are typed. */
export interface SettingsDraft {
  days: DayDraft[];
  minutes: Record<TimedStage, number | string>;
}

const wholeDay = 24 * 60;
const wallWords = (minutes: number): string => minutesWords(minutes % wholeDay);

export const draftOf = ({ openingHours, stageMinutes }: ClinicSettings): SettingsDraft => ({
  days: openingHours.map((hours) =>
    hours ? { isOpen: true, from: wallWords(hours.opens), to: wallWords(hours.closes) } : { isOpen: false, from: '09:00', to: '17:00' },
  ),
  minutes: { ...stageMinutes },
});

/** What somebody has changed in the fields, and of which settings. */
export interface SettingsEdit {
  base: ClinicSettings;
  draft: SettingsDraft;
}

/** Null while the fields say what the settings say. */
export const editOf = (base: ClinicSettings, draft: SettingsDraft): SettingsEdit | null =>
  JSON.stringify(draft) === JSON.stringify(draftOf(base)) ? null : { base, draft };

/** What is wrong with a day, in words. */
export function dayProblem(day: DayDraft): string | null {
  if (!day.isOpen) return null;
  const hours = hoursOf(day);
  if (!hours) return 'From when to when?';
  return hours.opens < hours.closes ? null : 'Closes before it opens.';
}

export const minutesProblem = (minutes: number | string): string | null =>
  Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= 480 ? null : 'Full minutes, 1 to 480.';

/** The settings that the fields mean; null while some of them are not right. */
export function settingsOf({ days, minutes }: SettingsDraft): Omit<ClinicSettings, 'version'> | null {
  if (days.some(dayProblem) || timedStages.some((stage) => minutesProblem(minutes[stage]))) return null;
  const of = (stage: TimedStage): number => Number(minutes[stage]);
  return {
    openingHours: days.map((day) => (day.isOpen ? hoursOf(day) : null)),
    stageMinutes: { expected: of('expected'), checked_in: of('checked_in'), in_room: of('in_room'), with_provider: of('with_provider') },
  };
}

function hoursOf({ from, to }: DayDraft): OpeningHours {
  const opens = minutesOf(from);
  const closes = minutesOf(to);
  return opens === null || closes === null ? null : { opens, closes: closes === 0 ? wholeDay : closes };
}

const hoursWords = (hours: OpeningHours | undefined): string =>
  hours ? `${wallWords(hours.opens)}–${wallWords(hours.closes)}` : 'closed';

/** What somebody else changed, in words. */
export function settingsDifferences(was: ClinicSettings, is: ClinicSettings): Difference[] {
  const hours = weekdays.map((what, index) => ({ what, was: hoursWords(was.openingHours[index]), is: hoursWords(is.openingHours[index]) }));
  const stages = timedStages.map((stage) => ({
    what: waitingStages[stage].name,
    was: `${was.stageMinutes[stage]} min`,
    is: `${is.stageMinutes[stage]} min`,
  }));
  return [...hours, ...stages].filter((difference) => difference.was !== difference.is);
}
