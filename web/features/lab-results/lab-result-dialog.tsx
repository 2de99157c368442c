import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { useUser } from '../../lib/use-user.ts';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { useProviders } from '../schedule/use-providers.ts';
import { CreateFrame } from '../work-items/create-frame.tsx';
import { useCreateItem } from '../work-items/use-create-item.ts';
import type { CreateDialogProps } from '../work-items/work-view.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

const noVisits: Appointment[] = [];

/** Notes that a provider has ordered a test. */
export function LabResultDialog({ patient: about, onClose, onCreated }: CreateDialogProps) {
  const { client } = trpc.useUtils();
  const user = useUser();
  const providers = useProviders(noVisits) ?? [];
  // one form is one order, however often it is sent
  const [clientLabResultId] = useState(newId);
  const [patient, setPatient] = useState<PatientName | null>(about);
  const [test, setTest] = useState('');
  const [orderedById, setOrderedById] = useState<string | null>(user.role === 'provider' ? user.id : null);
  const [asked, setAsked] = useState(false);
  const create = useCreateItem('labResults', onCreated);

  function submit(): void {
    setAsked(true);
    if (!patient || !hasText(test) || orderedById === null) return;
    create.mutate(() => client.labResults.create.mutate({ clientLabResultId, patientId: patient.id, test: test.trim(), orderedById }));
  }

  return (
    <CreateFrame title="New lab order" confirm="Save order" create={create} onSubmit={submit} onClose={onClose}>
      <PatientPicker value={patient} onChange={setPatient} error={asked && !patient && 'For whom is it?'} />
      <LimitedInput
        label="Test"
        required
        limit={limits.work.title}
        error={asked && !hasText(test) && 'Which test?'}
        value={test}
        onChange={({ currentTarget }) => setTest(currentTarget.value)}
      />
      <Select
        label="Ordered by"
        required
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        error={asked && orderedById === null && 'Who ordered it?'}
        data={providers.map(({ id, name }) => ({ value: id, label: name }))}
        value={orderedById}
        onChange={setOrderedById}
      />
    </CreateFrame>
  );
}
