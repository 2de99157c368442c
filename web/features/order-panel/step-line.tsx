import { IconCheck } from '@tabler/icons-react';
import { isOpen, statusName, type OrderStatus } from '../../../shared/order-status.ts';
import { placeOnWay, usualWay } from './status-words.ts';
import classes from './order-panel.module.css';

/** How far an order has come on its way; nothing of one that left it. */
export function StepLine({ status: current }: { status: OrderStatus }) {
  if (!isOpen(current) && current !== 'completed') return null;
  const place = placeOnWay(current);
  return (
    <ol className={classes.steps}>
      {usualWay.map((status, index) => {
        const state = index < place || current === 'completed' ? 'done' : index === place ? 'current' : 'ahead';
        return (
          <li key={status} className={classes.step} data-state={state} aria-current={index === place ? 'step' : undefined}>
            <span className={classes.dot} aria-hidden>
              {state === 'done' && <IconCheck size={12} stroke={3} />}
            </span>
            {index === place ? statusName(current) : statusName(status)}
          </li>
        );
      })}
    </ol>
  );
}
