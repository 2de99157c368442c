import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import { useNow } from '../../ui/clock.ts';
import { durationWords } from '../../ui/time-words.ts';
import { providerDelays } from './provider-delays.ts';
import classes from './provider-delay-line.module.css';

/** Shorter ones are nothing to speak of, in milliseconds. */
const onTimeWithin = 5 * 60_000;

/** How far each provider is behind, for everyone who waits. */
export function ProviderDelayLine({ providers, visits }: { providers: Person[]; visits: Appointment[] }) {
  const now = useNow(10_000);
  return (
    <ul className={classes.line} aria-label="Delay of each provider">
      {providerDelays(providers, visits, now).map(({ provider, delay }) => {
        const isLate = delay >= onTimeWithin;
        const Sign = isLate ? IconAlertTriangle : IconCheck;
        return (
          <li key={provider.id} className={classes.provider} data-late={isLate || undefined}>
            <Sign size="1em" aria-hidden />
            <bdi>{provider.name}</bdi> <strong data-time>{isLate ? `${durationWords(delay)} late` : 'on time'}</strong>
          </li>
        );
      })}
    </ul>
  );
}
