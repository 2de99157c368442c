import { type ButtonProps } from '@mantine/core';
import { nextLabResultStatus, type LabResultStatus } from '../../../shared/lab-result-status.ts';
import type { LabResult } from '../../../shared/lab-results.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useChangeItem } from '../work-items/use-change-item.tsx';

const words: Record<LabResultStatus, string> = { ordered: 'Order', ready: 'Mark ready', reviewed: 'Mark reviewed' };

/** The only step that may follow; nothing at the end. */
export function LabResultStep({ labResult, ...props }: { labResult: LabResult } & Pick<ButtonProps, 'size' | 'variant'>) {
  const { client } = trpc.useUtils();
  const { change } = useChangeItem('labResults');
  const next = nextLabResultStatus(labResult.status);
  if (!next) return null;

  function go(): void {
    const { markReady, markReviewed } = client.labResults;
    const seen = { labResultId: labResult.id, expectedVersion: labResult.version };
    change({ was: labResult, call: () => (next === 'ready' ? markReady.mutate(seen) : markReviewed.mutate(seen)) });
  }

  return (
    <ActionButton {...props} aria-label={`${words[next]}: ${labResult.test}`} onClick={go}>
      {words[next]}
    </ActionButton>
  );
}
