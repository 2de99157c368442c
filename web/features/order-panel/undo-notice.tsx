import { IconArrowBackUp } from '@tabler/icons-react';
import { statusName } from '../../../shared/order-status.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { useKey } from '../../lib/use-key.ts';
import { useOrder } from '../conversation/use-conversation.ts';
import classes from './undo-notice.module.css';
import { useChangeOrder } from './use-change-order.ts';
import type { TakenStep, UndoStep } from './use-undo-step.ts';

/** Says which step was just taken and takes it back. It lies over the end of the panel and moves nothing. */
export function UndoNotice({ undo: { step, dismiss } }: { undo: UndoStep }) {
  return (
    <div className={classes.place} role="status">
      {step && <Offer key={`${step.roomId} ${step.version}`} step={step} dismiss={dismiss} />}
    </div>
  );
}

function Offer({ step: { roomId, patientName, from, to, version }, dismiss }: { step: TakenStep; dismiss: () => void }) {
  const { setStatus } = useChangeOrder(roomId);
  const order = useOrder(roomId);
  const takeBack = (): void => {
    if (!setStatus.isPending) setStatus.mutate({ roomId, status: from, expectedVersion: version }, { onSettled: dismiss });
  };
  useKey('z', takeBack);
  // what somebody has changed meanwhile is no longer this step's to undo
  if (order && order.version > version) return null;
  return (
    <div className={classes.notice}>
      <span className={classes.words}>
        <strong>{statusName(to)}</strong>: <bdi>{patientName}</bdi>
      </span>
      <ActionButton
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        rightSection={<kbd className={classes.key}>z</kbd>}
        loading={setStatus.isPending}
        onClick={takeBack}
      >
        Undo
      </ActionButton>
    </div>
  );
}
