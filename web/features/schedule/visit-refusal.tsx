import { notifications } from '@mantine/notifications';
import type { Appointment } from '../../../shared/appointments.ts';
import { errorWords, failureOf } from '../../lib/error-words.ts';
import type { ClinicTime } from './clinic-time.ts';
import { Differences } from './differences.tsx';
import { visitDifferences } from './visit-differences.ts';

interface Refusal {
  error: unknown;
  /** The visit as it was when the change was asked for, and as it is now. */
  was: Appointment | undefined;
  is: Appointment | undefined;
}

/** Says that a change did not happen: what somebody else changed first, or what else was in the way. */
export function tellRefusal(title: string, { error, was, is }: Refusal, time: ClinicTime): void {
  const differences = was && is && failureOf(error)?.reason === 'STALE_VERSION' ? visitDifferences(was, is, time) : [];
  const message = differences.length > 0 ? <Differences differences={differences} /> : errorWords(error);
  notifications.show({
    color: 'red',
    position: 'top-center',
    autoClose: 12_000,
    title: differences.length > 0 ? `${title}: somebody else changed it first` : title,
    closeButtonProps: { 'aria-label': 'Close' },
    message,
  });
}
