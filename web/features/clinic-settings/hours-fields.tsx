import { Switch, Text, TextInput } from '@mantine/core';
import classes from './clinic-settings-page.module.css';
import { dayProblem, weekdays, type DayDraft } from './settings-draft.ts';

interface HoursFieldsProps {
  days: DayDraft[];
  showProblems: boolean;
  onChange(days: DayDraft[]): void;
}

/** On which days the clinic is open, and from when to when. */
export function HoursFields({ days, showProblems, onChange }: HoursFieldsProps) {
  const change = (index: number, part: Partial<DayDraft>): void => onChange(days.with(index, { ...days[index]!, ...part }));
  return (
    <fieldset className={classes.section}>
      <legend>Opening hours</legend>
      <p>The schedule shows them, and a search for free time keeps to them.</p>
      {days.map((day, index) => {
        const name = weekdays[index]!;
        const problem = showProblems ? dayProblem(day) : null;
        return (
          <div key={name} className={classes.row}>
            <Switch
              className={classes.what ?? ''}
              label={name}
              color="brand"
              checked={day.isOpen}
              onChange={({ currentTarget }) => change(index, { isOpen: currentTarget.checked })}
            />
            {day.isOpen ? (
              <div className={classes.hours}>
                <TextInput
                  type="time"
                  step={300}
                  aria-label={`${name} from`}
                  error={problem !== null}
                  value={day.from}
                  onChange={({ currentTarget }) => change(index, { from: currentTarget.value })}
                />
                <span aria-hidden>–</span>
                <TextInput
                  type="time"
                  step={300}
                  aria-label={`${name} to`}
                  error={problem !== null}
                  value={day.to}
                  onChange={({ currentTarget }) => change(index, { to: currentTarget.value })}
                />
              </div>
            ) : (
              <Text c="dimmed">Closed</Text>
            )}
            {problem && (
              <Text className={classes.problem ?? ''} role="alert" size="xs">
                {problem}
              </Text>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
