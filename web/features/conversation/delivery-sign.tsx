import { IconAlertCircle, IconCheck, IconChecks, IconClock, type Icon } from '@tabler/icons-react';
import type { Delivery } from './delivery.ts';
import classes from './message-row.module.css';

const signs: Record<Delivery | 'sending' | 'failed', Icon> = {
  sending: IconClock,
  failed: IconAlertCircle,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
};

/** How far a message has got: a sign, and its word on hover and for screen readers. */
export function DeliverySign({ delivery, word }: { delivery: keyof typeof signs; word: string }) {
  const Sign = signs[delivery];
  return (
    <span className={classes.delivery} data-delivery={delivery} role="img" aria-label={word} title={word}>
      <Sign size={14} stroke={2} aria-hidden />
    </span>
  );
}
