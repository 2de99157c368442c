import { useState, type MouseEvent } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { OpeningHours } from '../../../shared/opening-hours.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import type { ClinicTime } from './clinic-time.ts';
import { closedOn, minutesFrom, snapDown } from './day-axis.ts';
import type { GridColumn } from './grid-columns.ts';
import { lanesOf } from './lanes.ts';
import type { Moving } from './moving.ts';
import { NowLine } from './now-line.tsx';
import type { useVisitDrag } from './use-visit-drag.ts';
import { VisitBlock } from './visit-block.tsx';
import classes from './visit-grid.module.css';

interface VisitColumnProps {
  column: GridColumn;
  /** The column's, without the one that is in hand. */
  visits: Appointment[];
  time: ClinicTime;
  openingHours: OpeningHours[];
  holds: ReadonlyMap<string, ScheduleHold>;
  /** What is in hand, where it would be put here, and where it was taken from. */
  arriving: Moving | null;
  leaving: Appointment | null;
  conflict: Appointment | undefined;
  drag: ReturnType<typeof useVisitDrag>;
  onOpen(visit: Appointment): void;
  onBook(at: number): void;
  onMoveByKeys(visit: Appointment): void;
}

/** One provider's day. An empty place is where a visit is booked. */
export function VisitColumn(props: VisitColumnProps) {
  const { column, visits, time, openingHours, holds, arriving, leaving, conflict, drag } = props;
  const { axis, day, provider, title } = column;
  const [pointed, setPointed] = useState<number | null>(null);
  const lanes = lanesOf(visits);
  const place = (start: number, end: number) => ({
    insetBlockStart: `calc(${minutesFrom(axis, start)} * var(--minute))`,
    blockSize: `calc(${(end - start) / 60_000} * var(--minute))`,
  });

  const timeAt = ({ clientY, currentTarget }: MouseEvent<HTMLElement>): number => {
    const { top, height } = currentTarget.getBoundingClientRect();
    return snapDown(axis, axis.start + ((clientY - top) / height) * (axis.end - axis.start));
  };
  const drawn = [
    ...visits.map((visit) => ({ visit, slot: visit, inHand: null })),
    ...(arriving ? [{ visit: arriving.visit, slot: arriving.slot, inHand: conflict ? ('conflict' as const) : ('free' as const) }] : []),
  ];

  return (
    // what a click on an empty place does, the button in the column's head does for the keyboard
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <div
      className={classes.column}
      role="group"
      aria-label={title}
      data-provider={provider.id}
      data-day={day}
      onPointerMove={(event) => setPointed(event.target === event.currentTarget && event.pointerType === 'mouse' ? timeAt(event) : null)}
      onPointerLeave={() => setPointed(null)}
      onClick={(event) => {
        if (event.target !== event.currentTarget || drag.wasDragged() || arriving || leaving) return;
        props.onBook(timeAt(event));
      }}
    >
      {closedOn(day, axis, time, openingHours).map(({ start, end }) => (
        <div key={start} className={classes.closed} style={place(start, end)} data-closed aria-hidden />
      ))}
      {pointed !== null && !arriving && (
        <div className={classes.pointed} style={{ insetBlockStart: `calc(${minutesFrom(axis, pointed)} * var(--minute))` }} aria-hidden>
          + {time.clock(pointed)}
        </div>
      )}
      {leaving && <div className={classes.origin} style={place(Date.parse(leaving.startsAt), Date.parse(leaving.endsAt))} aria-hidden />}
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
          over={inHand ? conflict?.patient.name : undefined}
          onOpen={() => drag.wasDragged() || props.onOpen(visit)}
          onGrab={(part, event) => drag.begin(visit, part, event)}
          onMoveByKeys={() => props.onMoveByKeys(visit)}
        />
      ))}
      <NowLine axis={axis} />
    </div>
  );
}
