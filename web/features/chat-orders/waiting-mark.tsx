import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangleFilled, IconClock, IconClockExclamation, IconCornerUpLeft } from '@tabler/icons-react';
import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { isOpen } from '../../../shared/order-status.ts';
import { useZone } from '../../lib/use-zone.ts';
import { useNow } from '../../ui/clock.ts';
import { fullTime } from '../../ui/time-words.ts';
import { waitingTime, waitingWord, type WaitingLevel } from './waiting-time.ts';
import classes from '../../ui/list-pane.module.css';

const signs: Record<WaitingLevel, typeof IconClock> = {
  fresh: IconClock,
  long: IconClockExclamation,
  overdue: IconAlertTriangleFilled,
};

/** How long the patient has been waiting, ticking, coloured and shaped by its age; or that they have their answer. */
export function WaitingMark({ order }: { order: Pick<ChatOrderSummary, 'waitingSince' | 'answered' | 'status'> }) {
  const now = useNow();
  const zone = useZone();
  if (!isOpen(order.status)) return null;
  const { level, label } = waitingTime(order.waitingSince, now);
  const since = fullTime(Date.parse(order.waitingSince), zone);
  if (order.answered)
    return (
      <span className={classes.waiting} data-level="answered" data-time title={`Answered ${since}`}>
        <IconCornerUpLeft size={14} stroke={2} aria-hidden />
        Answered
      </span>
    );
  const Sign = signs[level];
  return (
    <span className={classes.waiting} data-level={level} data-time title={`${waitingWord(level)}: waiting since ${since}`}>
      <Sign size={14} stroke={2} aria-hidden />
      <VisuallyHidden>{waitingWord(level)}, waiting </VisuallyHidden>
      {label}
    </span>
  );
}
