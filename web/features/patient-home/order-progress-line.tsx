import type { OrderStatus } from '../../../shared/order-status.ts';
import { progressSteps, stepsReached } from './order-progress.ts';
import classes from './order-progress-line.module.css';

/** How far an order has come, as a slim line of steps. */
export function OrderProgressLine({ status }: { status: OrderStatus }) {
  const steps = stepsReached(status);
  if (steps === null) return null;
  return (
    <div
      className={classes.line}
      role="img"
      aria-label={`Step ${steps} of ${progressSteps.length}: ${progressSteps[steps - 1]}`}
      data-waiting={status === 'awaiting_patient' || undefined}
    >
      {progressSteps.map((step, index) => (
        <span key={step} data-reached={index < steps || undefined} />
      ))}
    </div>
  );
}
