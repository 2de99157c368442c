import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { hasText, sentence } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { dayProblem, daysAround, isDay, isWithin, minutesOf } from '../schedule/calendar.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import { CreateFrame } from '../work-items/create-frame.tsx';
import { useColleagues } from '../work-items/use-colleagues.ts';
import { useCreateItem } from '../work-items/use-create-item.ts';
import type { CreateDialogProps } from '../work-items/work-view.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

/** Something that has to be done: by whom, until when, about whom. */
export function TaskDialog({ patient: about, onClose, onCreated }: CreateDialogProps) {
  const user = useUser();
  const colleagues = useColleagues();
  const time = useClinicTime();
  const { client } = trpc.useUtils();
  // one form is one task, however often it is sent
  const [clientTaskId] = useState(newId);
  const [title, setTitle] = useState('');
  const [patient, setPatient] = useState<PatientName | null>(about);
  const [assigneeId, setAssigneeId] = useState<string | null>(null);
  const [day, setDay] = useState('');
  const [clock, setClock] = useState('17:00');
  const [asked, setAsked] = useState(false);
  const create = useCreateItem('tasks', onCreated);
  const minutes = minutesOf(clock);
  const bounds = daysAround(time.today(), limits.work.due);
  const isMistimed = day !== '' && (!isWithin(day, bounds) || minutes === null);

  function submit(): void {
    setAsked(true);
    if (!hasText(title) || isMistimed) return;
    const dueAt = isDay(day) && minutes !== null ? new Date(time.instant(day, minutes)).toISOString() : null;
    create.mutate(() =>
      client.tasks.create.mutate({ clientTaskId, title: title.trim(), patientId: patient?.id ?? null, assigneeId, dueAt }),
    );
  }

  return (
    <CreateFrame title="New task" confirm="Create task" create={create} onSubmit={submit} onClose={onClose}>
      <LimitedInput
        label="What is to be done"
        required
        data-autofocus
        limit={limits.work.title}
        error={asked && !hasText(title) && 'Say what is to be done.'}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Select
        label="Given to"
        placeholder="Nobody yet"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Give it to nobody yet' }}
        comboboxProps={{ withinPortal: false }}
        data={colleagues.map(({ userId, name }) => ({ value: userId, label: userId === user.id ? sentence`${name} (you)` : name }))}
        value={assigneeId}
        onChange={setAssigneeId}
      />
      <Group gap={8} grow align="start">
        <DayInput label="Due on" {...bounds} error={dayProblem(day, bounds) ?? (asked && isMistimed && 'When is it due?')} value={day} onChange={setDay} />
        <TextInput type="time" label="At" step={300} disabled={day === ''} value={clock} onChange={({ currentTarget }) => setClock(currentTarget.value)} />
      </Group>
      <PatientPicker isOptional value={patient} onChange={setPatient} />
    </CreateFrame>
  );
}
