import { Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ChatOrder, PatientName } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { trpc } from '../../lib/trpc.ts';
import { canSave, inputOf, type ItemDraft } from '../order-panel/item-draft.ts';
import { ItemFields } from '../order-panel/item-fields.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PatientPicker } from '../../ui/patient-picker.tsx';
import { LimitedTextarea } from '../../ui/limited-field.tsx';

interface NewOrderDialogProps {
  opened: boolean;
  onClose(): void;
  onCreated(order: ChatOrder): void;
}

/** Staff place an order for a patient: what somebody asked for at the counter or on the phone. */
export function NewOrderDialog({ opened, onClose, onCreated }: NewOrderDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New order" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <NewOrderForm onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function NewOrderForm({ onClose, onCreated }: Omit<NewOrderDialogProps, 'opened'>) {
  // one form is one order, however often it is sent
  const [clientOrderId] = useState(newId);
  const [patient, setPatient] = useState<PatientName | null>(null);
  const [note, setNote] = useState('');
  const [items, setItems] = useState<ItemDraft[]>([]);
  const [asked, setAsked] = useState(false);
  const create = trpc.chatOrders.create.useMutation({ onSuccess: onCreated });
  const isEmpty = !hasText(note) && items.length === 0;

  function submit(): void {
    setAsked(true);
    if (!patient || isEmpty || !canSave(items)) return;
    create.mutate({
      clientOrderId,
      patientId: patient.id,
      ...(hasText(note) && { note: note.trim() }),
      ...(items.length > 0 && { items: items.map(inputOf) }),
    });
  }

  return (
    <form
      aria-label="New order"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={16}>
        <PatientPicker value={patient} onChange={setPatient} error={asked && !patient && 'For whom is it?'} />
        <LimitedTextarea
          label="What is needed"
          description="In the patient's words; it opens the conversation."
          autosize
          minRows={2}
          maxRows={6}
          limit={limits.text.note}
          error={asked && isEmpty && 'Say what is needed, or add an item.'}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <ItemFields items={items} onChange={setItems} showProblems={asked} />
        <FailureNotice title="The order was not placed" error={create.error} />
        <DialogActions confirm="Place order" isPending={create.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}
