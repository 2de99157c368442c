import { ReasonDialog } from './reason-dialog.tsx';
import type { Claiming } from './use-claim.ts';
import { sentence } from '../../../shared/text.ts';

/** Says who holds the order and lets the caller take it over. */
export function TakeOverDialog({ claiming: { held, takeOver, dismiss, isClaiming } }: { claiming: Claiming }) {
  const name = held?.holderName ?? '';
  return (
    <ReasonDialog
      opened={held !== null}
      title={sentence`${name} has taken this order`}
      explanation={`You can take it over. ${name} is told at once, with your reason.`}
      confirm="Take over"
      isPending={isClaiming}
      onConfirm={takeOver}
      onClose={dismiss}
    />
  );
}
