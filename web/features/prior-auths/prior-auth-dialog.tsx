import { useState } from 'react';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { CreateFrame } from '../work-items/create-frame.tsx';
import { useCreateItem } from '../work-items/use-create-item.ts';
import type { CreateDialogProps } from '../work-items/work-view.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

/** Starts a prior authorisation as a draft. */
export function PriorAuthDialog({ patient: about, onClose, onCreated }: CreateDialogProps) {
  const { client } = trpc.useUtils();
  // one form is one authorisation, however often it is sent
  const [clientPriorAuthId] = useState(newId);
  const [patient, setPatient] = useState<PatientName | null>(about);
  const [medication, setMedication] = useState('');
  const [payer, setPayer] = useState('');
  const [asked, setAsked] = useState(false);
  const create = useCreateItem('priorAuths', onCreated);

  function submit(): void {
    setAsked(true);
    if (!patient || !hasText(medication) || !hasText(payer)) return;
    create.mutate(() =>
      client.priorAuths.create.mutate({ clientPriorAuthId, patientId: patient.id, medication: medication.trim(), payer: payer.trim() }),
    );
  }

  return (
    <CreateFrame title="New prior authorisation" confirm="Save draft" create={create} onSubmit={submit} onClose={onClose}>
      <PatientPicker value={patient} onChange={setPatient} error={asked && !patient && 'For whom is it?'} />
      <LimitedInput
        label="Medication"
        description="With strength and form, as the payer asks for it."
        required
        limit={limits.work.title}
        error={asked && !hasText(medication) && 'Which medication?'}
        value={medication}
        onChange={({ currentTarget }) => setMedication(currentTarget.value)}
      />
      <LimitedInput
        label="Payer"
        required
        limit={limits.text.name}
        error={asked && !hasText(payer) && 'Who pays?'}
        value={payer}
        onChange={({ currentTarget }) => setPayer(currentTarget.value)}
      />
    </CreateFrame>
  );
}
