import { IconCloudOff } from '@tabler/icons-react';
import { useConnectionState } from '../../connection/use-connection.ts';
import { useServerTime } from '../../ui/clock.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import classes from './board-page.module.css';

/** What is on the board may be old: said so large that nobody takes it for current. */
export function StaleBanner() {
  const state = useConnectionState();
  const time = useClinicTime();
  const { fromLocal } = useServerTime();
  if (state.name === 'live' || state.name === 'connecting') return null;
  return (
    <div className={classes.stale} role="alert" data-testid="stale-board">
      <IconCloudOff size={40} aria-hidden />
      <span>
        Not live since {time.clock(fromLocal(state.since))}
        <small>What you see may be out of date. MedSync is trying to reconnect.</small>
      </span>
    </div>
  );
}
