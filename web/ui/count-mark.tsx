import { VisuallyHidden } from '@mantine/core';
import classes from './count-mark.module.css';

interface CountMarkProps {
  count: number;
  /** What is counted, for those who hear it. */
  what: string;
  isUrgent?: boolean;
}

const most = 99;

/** How much waits behind a sign; nothing while there is nothing to count. */
export function CountMark({ count, what, isUrgent = false }: CountMarkProps) {
  if (count === 0) return null;
  return (
    <span className={classes.count} data-count data-urgent={isUrgent || undefined}>
      {count > most ? `${most}+` : count}
      <VisuallyHidden> {what}</VisuallyHidden>
    </span>
  );
}
