import { Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { limits } from '../../../shared/limits.ts';
import { nextPriorAuthStatuses, type PriorAuthStatus } from '../../../shared/prior-auth-status.ts';
import type { PriorAuth } from '../../../shared/prior-auths.ts';
import { hasText } from '../../../shared/text.ts';
import { stepWords, usePriorAuthSteps } from './use-prior-auth-steps.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { LimitedTextarea } from '../../ui/limited-field.tsx';

const looks: Partial<Record<PriorAuthStatus, { variant: string; color?: string }>> = {
  denied: { variant: 'default' },
  expired: { variant: 'subtle', color: 'gray' },
};

/** The steps that may follow, with a word about them. A denial says why. */
export function PriorAuthSteps({ priorAuth }: { priorAuth: PriorAuth }) {
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const { setStatus, isPending } = usePriorAuthSteps(priorAuth);
  const steps = nextPriorAuthStatuses(priorAuth.status);
  if (steps.length === 0) return null;

  function go(status: PriorAuthStatus): void {
    const isMissing = status === 'denied' && !hasText(note);
    setMissing(isMissing);
    if (!isMissing) setStatus(status, note.trim());
  }

  return (
    <Stack gap={12}>
      <LimitedTextarea
        label="Note"
        description="Goes with the next step: a reference number, what the payer said."
        autosize
        minRows={2}
        maxRows={6}
        limit={limits.text.reason}
        error={missing && 'Say why it was denied.'}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <Group gap={8}>
        {steps.map((status) => (
          <ActionButton key={status} variant="filled" {...looks[status]} disabled={isPending} onClick={() => go(status)}>
            {stepWords[status]}
          </ActionButton>
        ))}
      </Group>
    </Stack>
  );
}
