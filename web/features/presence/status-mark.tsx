import type { PresenceStatus } from '../../../shared/presence.ts';
import classes from './status-mark.module.css';

const words: Record<PresenceStatus, string> = { online: 'Online', away: 'Away', offline: 'Offline' };

/** Whether somebody is here: shape, colour and word. */
export function StatusMark({ status }: { status: PresenceStatus }) {
  return (
    <span className={classes.mark} data-status={status}>
      <span className={classes.dot} aria-hidden />
      {words[status]}
    </span>
  );
}
