import { NumberInput } from '@mantine/core';
import type { TimedStage } from '../../../shared/clinic-settings.ts';
import { waitingStages } from '../../../shared/waiting-stages.ts';
import classes from './clinic-settings-page.module.css';
import { minutesProblem, timedStages, type SettingsDraft } from './settings-draft.ts';

const meanings: Record<TimedStage, string> = {
  expected: 'after the visit should have begun',
  checked_in: 'in the waiting room',
  in_room: 'in the room, before the provider comes',
  with_provider: 'with the provider',
};

interface LimitFieldsProps {
  minutes: SettingsDraft['minutes'];
  showProblems: boolean;
  onChange(minutes: SettingsDraft['minutes']): void;
}

/** After how long in each stage the waiting-room board speaks up. */
export function LimitFields({ minutes, showProblems, onChange }: LimitFieldsProps) {
  return (
    <fieldset className={classes.section}>
      <legend>Waiting too long</legend>
      <p>The board marks a visit after so many minutes in a stage, and in red after twice as many.</p>
      {timedStages.map((stage) => (
        <div key={stage} className={classes.row}>
          <label className={classes.what} htmlFor={`limit-${stage}`}>
            {waitingStages[stage].name} <span>{meanings[stage]}</span>
          </label>
          <NumberInput
            id={`limit-${stage}`}
            className={classes.minutes ?? ''}
            min={1}
            max={480}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            suffix=" min"
            error={showProblems && minutesProblem(minutes[stage])}
            value={minutes[stage]}
            onChange={(value) => onChange({ ...minutes, [stage]: value })}
          />
        </div>
      ))}
    </fieldset>
  );
}
