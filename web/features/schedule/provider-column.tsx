import { useState, type MouseEvent } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import type { ClinicTime } from './clinic-time.ts';
import { lanesOf, minutesFrom, snapDown, type DayAxis } from './day-axis.ts';
import classes from './day-view.module.css';
import type { Moving } from './moving.ts';
import type { useVisitDrag } from './use-visit-drag.ts';
import { VisitBlock } from './visit-block.tsx';

interface ProviderColumnProps {
  provider: Person;
  /** This provider's, without the one that is in hand. */
  visits: Appointment[];
  axis: DayAxis;
  time: ClinicTime;
  holds: ReadonlyMap<string, ScheduleHold>;
  moving: Moving | null;
  conflict: Appointment | undefined;
  drag: ReturnType<typeof useVisitDrag>;
  onOpen(visit: Appointment): void;
  onBook(at: number): void;
  onMoveByKeys(visit: Appointment): void;
}

/** One provider's day. An empty place is where a visit is booked. */
export function ProviderColumn(props: ProviderColumnProps) {
  const { provider, visits, axis, time, holds, moving, conflict, drag } = props;
  const [pointed, setPointed] = useState<number | null>(null);
  const lanes = lanesOf(visits);
  const here = moving?.slot.providerId === provider.id ? moving : null;
  const origin = moving?.visit.provider.id === provider.id ? moving.visit : null;

  const timeAt = ({ clientY, currentTarget }: MouseEvent<HTMLElement>): number => {
    const { top, height } = currentTarget.getBoundingClientRect();
    return snapDown(axis, axis.start + ((clientY - top) / height) * (axis.end - axis.start));
  };
  const drawn = [
    ...visits.map((visit) => ({ visit, slot: visit, inHand: null })),
    ...(here ? [{ visit: here.visit, slot: here.slot, inHand: conflict ? ('conflict' as const) : ('free' as const) }] : []),
  ];

  return (
    // what a click on an empty place does, the button in the column's head does for the keyboard
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      className={classes.column}
      data-provider={provider.id}
      onPointerMove={(event) => setPointed(event.target === event.currentTarget && event.pointerType === 'mouse' ? timeAt(event) : null)}
      onPointerLeave={() => setPointed(null)}
      onClick={(event) => {
        if (event.target !== event.currentTarget || drag.wasDragged() || moving) return;
        props.onBook(timeAt(event));
      }}
    >
      {pointed !== null && !moving && (
        <div className={classes.pointed} style={{ insetBlockStart: `calc(${minutesFrom(axis, pointed)} * var(--minute))` }} aria-hidden>
          + {time.clock(pointed)}
        </div>
      )}
      {origin && (
        <div
          className={classes.origin}
          style={{
            insetBlockStart: `calc(${minutesFrom(axis, Date.parse(origin.startsAt))} * var(--minute))`,
            blockSize: `calc(${(Date.parse(origin.endsAt) - Date.parse(origin.startsAt)) / 60_000} * var(--minute))`,
          }}
          aria-hidden
        />
      )}
      {drawn.map(({ visit, slot, inHand }) => (
        <VisitBlock
          key={visit.id}
          visit={visit}
          slot={slot}
          axis={axis}
          time={time}
          lane={lanes.get(visit.id)}
          hold={holds.get(visit.id)}
          inHand={inHand}
          onOpen={() => drag.wasDragged() || props.onOpen(visit)}
          onGrab={(part, event) => drag.begin(visit, part, event)}
          onMoveByKeys={() => props.onMoveByKeys(visit)}
        />
      ))}
    </div>
  );
}
