import type { Appointment } from '../../../shared/appointments.ts';
import { waitsSince, type WaitingStage } from '../../../shared/waiting-stages.ts';
import { useNow } from '../../ui/clock.ts';
import { durationWords } from '../../ui/time-words.ts';
import { urgencyOf } from './board-columns.ts';
import classes from './board-card.module.css';

/** How long a visit has been in its stage, ticking; an expected one that is not due yet says nothing. */
export function StageTime({ stage, visit }: { stage: WaitingStage; visit: Appointment }) {
  const now = useNow(1_000);
  const waited = now - waitsSince(stage, visit);
  if (stage === 'done' || waited < 0) return null;
  return (
    <span className={classes.waited} data-urgency={urgencyOf(stage, waited)} data-testid="stage-time">
      {stage === 'expected' ? `${durationWords(waited)} late` : durationWords(waited)}
    </span>
  );
}
