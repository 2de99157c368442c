import { useEffect, useRef, type CSSProperties } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { OpeningHours } from '../../../shared/opening-hours.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import type { ClinicTime } from './clinic-time.ts';
import { minutesFrom } from './day-axis.ts';
import { GridHead } from './grid-head.tsx';
import { columnOf, isIn, type Grid } from './grid-columns.ts';
import { MoveBar } from './move-bar.tsx';
import { NowTime } from './now-line.tsx';
import { slotOf, visitInTheWay, type Slot } from './slot.ts';
import { useMoving } from './use-moving.ts';
import { VisitColumn } from './visit-column.tsx';
import classes from './visit-grid.module.css';

interface VisitGridProps {
  label: string;
  grid: Grid;
  today: string;
  time: ClinicTime;
  openingHours: OpeningHours[];
  /** All of the time that is shown: what is not shown can be in the way too. */
  visits: Appointment[];
  shown: Appointment[];
  holds: ReadonlyMap<string, ScheduleHold>;
  /** A visit that is to be moved by keys, told once. */
  toMove: Appointment | null;
  onMoveTaken(): void;
  onOpen(visit: Appointment): void;
  onShowDay(day: string): void;
  /** `at` is an instant; null when no time was pointed at. */
  onBook(providerId: string, day: string, at: number | null): void;
  onMove(visit: Appointment, slot: Slot): Promise<void>;
}

/** Visits on an hour grid, ten minutes to a line: a day of all providers or a provider's week. */
export function VisitGrid(props: VisitGridProps) {
  const { label, grid, today, time, openingHours, visits, shown, holds, toMove, onMoveTaken, onOpen, onBook } = props;
  const { columns } = grid;
  const element = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { moving, drag, start, step, place, cancel } = useMoving({ grid, element, scroller, onMove: props.onMove });
  const conflict = moving ? visitInTheWay(visits, moving.slot, moving.visit.id) : undefined;
  const target = moving && columnOf(grid, moving.slot);
  const origin = moving && columnOf(grid, slotOf(moving.visit));

  useEffect(() => {
    if (!toMove) return;
    start(toMove);
    onMoveTaken();
  }, [toMove, start, onMoveTaken]);

  useEffect(() => {
    // the morning is over: begin where the day, and the week, stand
    const view = scroller.current;
    const line = view?.querySelector<HTMLElement>('[data-testid="now-line"]');
    const head = view?.querySelector<HTMLElement>('[data-today]');
    if (view && line) view.scrollTop = line.offsetTop - view.clientHeight / 3;
    if (view && head && head.offsetLeft + head.offsetWidth > view.clientWidth) view.scrollLeft = head.offsetLeft - view.clientWidth / 2;
  }, []);

  const byKeys = moving?.by === 'keys' ? moving : null;
  useEffect(() => {
    if (byKeys) element.current?.querySelector('[data-in-hand]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [byKeys]);

  const [first] = columns;
  const minutes = Math.max(0, ...columns.map(({ axis }) => minutesFrom(axis, axis.end)));
  return (
    <div className={classes.view}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with keys */}
      <div className={classes.scroller} ref={scroller} role="region" aria-label={label} tabIndex={0}>
        <div className={classes.grid} data-across={grid.across} style={{ '--columns': columns.length, '--minutes': minutes } as CSSProperties}>
          <div className={classes.corner} />
          {columns.map((column) => (
            <GridHead
              key={column.key}
              column={column}
              isToday={grid.across === 'day' && column.day === today}
              onShowDay={grid.across === 'day' ? () => props.onShowDay(column.day) : undefined}
              onBook={() => onBook(column.provider.id, column.day, null)}
            />
          ))}
          <div className={classes.gutter} aria-hidden>
            {first?.axis.hours.map(({ at, label: hour }) => (
              <span key={at} className={classes.hour} style={{ insetBlockStart: `calc(${minutesFrom(first.axis, at)} * var(--minute))` }} data-time>
                {hour}
              </span>
            ))}
            <NowTime columns={columns} time={time} />
          </div>
          <div className={classes.columns} ref={element}>
            {columns.map((column) => (
              <VisitColumn
                key={column.key}
                column={column}
                visits={shown.filter((visit) => visit.id !== moving?.visit.id && isIn(column, visit, time))}
                time={time}
                openingHours={openingHours}
                holds={holds}
                arriving={target === column ? moving : null}
                leaving={origin === column ? (moving?.visit ?? null) : null}
                conflict={conflict}
                drag={drag}
                onOpen={onOpen}
                onBook={(at) => onBook(column.provider.id, column.day, at)}
                onMoveByKeys={start}
              />
            ))}
          </div>
        </div>
      </div>
      {moving?.by === 'pointer' && conflict && (
        <div className={classes.warning} role="status">
          In the way: <bdi>{conflict.patient.name}</bdi>, {time.span(conflict)}
        </div>
      )}
      {byKeys && (
        <MoveBar
          moving={byKeys}
          across={grid.across}
          place={target?.title ?? byKeys.visit.provider.name}
          conflict={conflict}
          time={time}
          onStep={step}
          onPlace={place}
          onCancel={cancel}
        />
      )}
    </div>
  );
}
