import { useEffect, useState } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { OrderStatus } from '../../../shared/order-status.ts';

/** A step that was just taken. */
export interface TakenStep {
  roomId: string;
  patientName: string;
  from: OrderStatus;
  to: OrderStatus;
  /** Of the order after it. */
  version: number;
}

export interface UndoStep {
  /** What can be taken back at the moment. */
  step: TakenStep | null;
  /** Offers to take back the step that led from `from` to the order as it is now. */
  offer(from: OrderStatus, order: ChatOrder): void;
  dismiss(): void;
}

/** Offers to take a step back for `limits.order.undoFor`, whichever order is looked at meanwhile. */
export function useUndoStep(): UndoStep {
  const [step, setStep] = useState<TakenStep | null>(null);
  useEffect(() => {
    if (!step) return;
    const timer = setTimeout(() => setStep(null), limits.order.undoFor);
    return () => clearTimeout(timer);
  }, [step]);
  return {
    step,
    offer: (from, { roomId, patient, status, version }) => setStep({ roomId, patientName: patient.name, from, to: status, version }),
    dismiss: () => setStep(null),
  };
}
