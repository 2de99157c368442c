import { Group, Select, Stack, TextInput } from '@mantine/core';
import type { Person } from '../../../shared/auth.ts';
import { limits } from '../../../shared/limits.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { dayProblem, minutesOf } from './calendar.ts';
import { useClinicTime } from './clinic-time.ts';
import { FreeTimeFinder } from './free-time-finder.tsx';
import type { FreeTime } from './use-free-time.ts';
import { bookableDays, lengths, type VisitDraft } from './visit-draft.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

interface VisitFieldsProps {
  draft: VisitDraft;
  onChange(draft: VisitDraft): void;
  providers: Person[];
  freeTime: FreeTime;
  showProblems: boolean;
}

/** Provider, time, length, reason and room of a visit. */
export function VisitFields({ draft, onChange, providers, freeTime, showProblems }: VisitFieldsProps) {
  const bounds = bookableDays(useClinicTime());
  const change = (part: Partial<VisitDraft>): void => onChange({ ...draft, ...part });
  function changeTime(part: Partial<VisitDraft>): void {
    freeTime.forget();
    change(part);
  }
  const known = lengths.includes(draft.minutes) ? lengths : [...lengths, draft.minutes].toSorted((a, b) => a - b);
  return (
    <Stack gap={12}>
      <Select
        label="Provider"
        required
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        error={showProblems && draft.providerId === null && 'Whom do they see?'}
        data={providers.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.providerId}
        onChange={(providerId) => changeTime({ providerId })}
      />
      <Group gap={8} grow align="start" preventGrowOverflow={false}>
        <DayInput
          label="Day"
          required
          {...bounds}
          error={dayProblem(draft.day, bounds) ?? (showProblems && draft.day === '' && 'Which day?')}
          value={draft.day}
          onChange={(day) => changeTime({ day })}
        />
        <TextInput
          type="time"
          label="Time"
          required
          step={300}
          error={showProblems && minutesOf(draft.from) === null && 'When?'}
          value={draft.from}
          onChange={({ currentTarget }) => changeTime({ from: currentTarget.value })}
        />
        <Select
          label="Length"
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={known.map((minutes) => ({ value: String(minutes), label: `${minutes} min` }))}
          value={String(draft.minutes)}
          onChange={(minutes) => changeTime({ minutes: Number(minutes) })}
        />
      </Group>
      <FreeTimeFinder draft={draft} onChange={onChange} providers={providers} freeTime={freeTime} />
      <LimitedInput
        label="Reason"
        limit={limits.text.reason}
        value={draft.reason}
        onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
      />
      <LimitedInput
        label="Room"
        limit={limits.text.name}
        value={draft.roomName}
        onChange={({ currentTarget }) => change({ roomName: currentTarget.value })}
      />
    </Stack>
  );
}
