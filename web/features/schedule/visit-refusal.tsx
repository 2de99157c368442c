import { notifications } from '@mantine/notifications';
import type { Appointment } from '../../../shared/appointments.ts';
import { failureOf } from '../../lib/error-words.ts';
import { tellFailure } from '../../ui/failure-notice.tsx';
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
  if (differences.length === 0) return tellFailure(title, error);
  notifications.show({
    color: 'red',
    autoClose: 12_000,
    title: `${title}: somebody else changed it first`,
    closeButtonProps: { 'aria-label': 'Close' },
    message: <Differences differences={differences} />,
  });
}
