import { Alert } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { dayWords, isDay } from './calendar.ts';
import { shownDays } from './schedule-address.ts';

interface UnshownNoticeProps {
  /** What the link asks for instead of a day that can be shown; null when its day is shown. */
  day: string | null;
  today: string;
  /** The link asks for a provider who is none. */
  isProviderUnknown: boolean;
}

/** A link asks for what the schedule cannot show: what is shown instead is not to be taken for it. */
export function UnshownNotice({ day, today, isProviderUnknown }: UnshownNoticeProps) {
  if (day === null && !isProviderUnknown) return null;
  const { min, max } = shownDays(today);
  return (
    <Alert color="yellow" variant="light" icon={<IconCalendarOff />} role="alert" radius={0} title="This link cannot be shown as it stands">
      {day !== null &&
        `${isDay(day) ? `It is for ${dayWords(day)}, and the schedule goes from ${dayWords(min)} to ${dayWords(max)}.` : 'It names no day of the calendar.'} You see today instead. `}
      {isProviderUnknown && 'The provider whom it names is not here. You see everyone instead.'}
    </Alert>
  );
}
