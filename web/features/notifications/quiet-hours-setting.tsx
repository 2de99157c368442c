import { Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type { QuietHours } from '../../../shared/quiet-hours.ts';
import classes from './quiet-hours-setting.module.css';

interface QuietHoursSettingProps {
  value: QuietHours | null;
  /** The zone of who has not chosen another. */
  usualZone: string;
  onChange(value: QuietHours | null): void;
}

/** From when to when, by the clock of which place. What cannot be kept yet (two equal times) is not sent. */
export function QuietHoursSetting({ value, usualZone, onChange }: QuietHoursSettingProps) {
  const [draft, setDraft] = useState<QuietHours>(value ?? { from: '22:00', to: '07:00', timeZone: usualZone });
  const isEmpty = draft.from === draft.to;

  function change(part: Partial<QuietHours>): void {
    const next = { ...draft, ...part };
    setDraft(next);
    if (value && next.from !== '' && next.to !== '' && next.from !== next.to) onChange(next);
  }

  return (
    <div className={classes.quiet}>
      <Switch label="Keep quiet hours" checked={value !== null} onChange={({ currentTarget }) => onChange(currentTarget.checked ? draft : null)} />
      <div className={classes.fields}>
        <label>
          From
          <input type="time" disabled={!value} value={draft.from} onChange={({ currentTarget }) => change({ from: currentTarget.value })} />
        </label>
        <label>
          to
          <input type="time" disabled={!value} value={draft.to} onChange={({ currentTarget }) => change({ to: currentTarget.value })} />
        </label>
        <Select
          aria-label="Time zone"
          searchable
          allowDeselect={false}
          disabled={!value}
          data={zones(draft.timeZone)}
          value={draft.timeZone}
          onChange={(timeZone) => timeZone !== null && change({ timeZone })}
        />
      </div>
      {isEmpty && (
        <p className={classes.problem} role="alert">
          They end when they begin. Choose two different times.
        </p>
      )}
    </div>
  );
}

const zones = (chosen: string): string[] => [...new Set([chosen, ...Intl.supportedValuesOf('timeZone')])];
