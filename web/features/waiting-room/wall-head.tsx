import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useKey } from '../../lib/use-key.ts';
import { useUser } from '../../lib/use-user.ts';
import { useNow } from '../../ui/clock.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import classes from './board-page.module.css';

/** The clinic and the time, large; Escape leads back to the desk. */
export function WallHead({ onClose }: { onClose(): void }) {
  const { tenantName } = useUser();
  const time = useClinicTime();
  const now = useNow(10_000);
  function close(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    onClose();
  }
  useKey('Escape', close);
  return (
    <div className={classes.head}>
      <h1 className={classes.title}>{tenantName}</h1>
      <time className={classes.clock}>{time.clock(now)}</time>
      <ActionIcon variant="subtle" color="gray" size={44} aria-label="Leave the wall" onClick={close}>
        <IconX size={20} aria-hidden />
      </ActionIcon>
    </div>
  );
}
