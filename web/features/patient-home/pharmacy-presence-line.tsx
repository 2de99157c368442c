import { IconClock, IconUserCheck } from '@tabler/icons-react';
import { useConnectionState } from '../../connection/use-connection.ts';
import { usePresent } from '../presence/use-present.ts';
import { pharmacyIsHere, pharmacyWords } from './pharmacy-presence.ts';
import classes from './pharmacy-presence-line.module.css';

/** Whether somebody is there. Keeps its place while it is not known yet. */
export function PharmacyPresenceLine() {
  const present = usePresent();
  // nobody knows while nothing arrives
  const isHere = useConnectionState().name === 'offline' ? null : pharmacyIsHere(present);
  const Sign = isHere ? IconUserCheck : IconClock;
  return (
    <p className={classes.line} data-here={isHere} data-testid="pharmacy-presence" role="status">
      {isHere !== null && (
        <>
          <Sign size={20} aria-hidden />
          {pharmacyWords(isHere)}
        </>
      )}
    </p>
  );
}
