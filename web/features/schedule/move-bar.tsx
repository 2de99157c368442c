import { ActionIcon, Button, Group } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconArrowsDiagonalMinimize2,
  IconArrowsVertical,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import { busyWords } from './obstacle-notice.tsx';
import type { ClinicTime } from './clinic-time.ts';
import classes from './move-bar.module.css';
import type { Moving, MoveStep } from './moving.ts';

const stepsOf = (across: string): { label: string; key: string; shift: boolean; step: MoveStep; Sign: Icon }[] => [
  { label: 'Earlier', key: 'ArrowUp', shift: false, step: { later: -1 }, Sign: IconArrowUp },
  { label: 'Later', key: 'ArrowDown', shift: false, step: { later: 1 }, Sign: IconArrowDown },
  { label: `${across} before`, key: 'ArrowLeft', shift: false, step: { across: -1 }, Sign: IconArrowLeft },
  { label: `${across} after`, key: 'ArrowRight', shift: false, step: { across: 1 }, Sign: IconArrowRight },
  { label: 'Shorter', key: 'ArrowUp', shift: true, step: { longer: -1 }, Sign: IconArrowsDiagonalMinimize2 },
  { label: 'Longer', key: 'ArrowDown', shift: true, step: { longer: 1 }, Sign: IconArrowsVertical },
];

interface MoveBarProps {
  moving: Moving;
  /** What lies beside it: other providers or other days. */
  across: 'provider' | 'day';
  /** The column in which it would be put. */
  place: string;
  conflict: Appointment | undefined;
  time: ClinicTime;
  onStep(step: MoveStep): void;
  onPlace(): void;
  onCancel(): void;
}

/** The mode in which keys, or these buttons, move a visit. Says where it would go and who is there already. */
export function MoveBar({ moving, across, place, conflict, time, onStep, onPlace, onCancel }: MoveBarProps) {
  const steps = stepsOf(across === 'day' ? 'Day' : 'Provider');
  const press = useEffectEvent((event: KeyboardEvent) => {
    const found = steps.find(({ key, shift }) => key === event.key && shift === event.shiftKey);
    const isOnButton = event.target instanceof HTMLElement && event.target.closest('[data-move-bar]') !== null;
    if (found) onStep(found.step);
    else if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && !isOnButton) onPlace();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    // before the visit itself, on which Enter would open it
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);

  return (
    <div className={classes.bar} data-move-bar data-conflict={conflict !== undefined}>
      <div role="status" className={classes.words}>
        <strong>Moving <bdi>{moving.visit.patient.name}</bdi></strong>
        <span data-time>
          {time.span(moving.slot)}, {place}
        </span>
        {conflict && <span className={classes.conflict}>In the way: {busyWords({ ...conflict, patientName: conflict.patient.name }, time)}</span>}
      </div>
      <Group gap={4}>
        {steps.map(({ label, key, shift, step, Sign }) => (
          <ActionIcon
            key={label}
            variant="default"
            size={36}
            aria-label={label}
            title={`${label} (${shift ? 'Shift + ' : ''}${key.replace('Arrow', '')})`}
            onClick={() => onStep(step)}
          >
            <Sign size={18} aria-hidden />
          </ActionIcon>
        ))}
      </Group>
      <Group gap={8}>
        <Button variant="default" onClick={onCancel}>
          Put it back
        </Button>
        <Button onClick={onPlace}>Place here</Button>
      </Group>
    </div>
  );
}
