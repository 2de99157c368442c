import type { Appointment } from '../../../shared/appointments.ts';
import type { TimedStage } from '../../../shared/clinic-settings.ts';
import { waitsSince } from '../../../shared/waiting-stages.ts';
import { useNow } from '../../ui/clock.ts';
import { durationWords } from '../../ui/time-words.ts';
import { urgencyOf } from './board-columns.ts';
import classes from './board-card.module.css';

/** How long a visit has been in its stage, ticking; an expected one that is not due yet says nothing. */
export function StageTime({ stage, visit, limitMinutes }: { stage: TimedStage; visit: Appointment; limitMinutes: number }) {
  const now = useNow(1_000);
  const waited = now - waitsSince(stage, visit);
  if (waited < 0) return null;
  return (
    <span className={classes.waited} data-urgency={urgencyOf(waited, limitMinutes)} data-testid="stage-time">
      {stage === 'expected' ? `${durationWords(waited)} late` : durationWords(waited)}
    </span>
  );
}
