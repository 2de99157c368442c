import classes from './rail.module.css';

const most = 99;

/** A number on an item of the rail; nothing while there is nothing to count. `what` says what is counted. */
export function RailCount({ count, what, isUrgent = false }: { count: number; what: string; isUrgent?: boolean }) {
  if (count === 0) return null;
  return (
    <span className={classes.count} data-count data-urgent={isUrgent || undefined}>
      {count > most ? `${most}+` : count}
      <span className={classes.srOnly}> {what}</span>
    </span>
  );
}
