import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, type CSSProperties } from 'react';
import type { Appointment } from '../../../shared/appointments.ts';
import type { Person } from '../../../shared/auth.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import { dayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { dayAxis, minutesFrom } from './day-axis.ts';
import classes from './day-view.module.css';
import { MoveBar } from './move-bar.tsx';
import { NowLine } from './now-line.tsx';
import { ProviderColumn } from './provider-column.tsx';
import { visitInTheWay, type Slot } from './slot.ts';
import { useMoving } from './use-moving.ts';

interface DayViewProps {
  day: string;
  time: ClinicTime;
  /** All of the day: what is not shown can be in the way too. */
  visits: Appointment[];
  shown: Appointment[];
  providers: Person[];
  holds: ReadonlyMap<string, ScheduleHold>;
  /** A visit that is to be moved by keys, told once. */
  toMove: Appointment | null;
  onMoveTaken(): void;
  onOpen(visit: Appointment): void;
  /** `at` is an instant; null when no time was pointed at. */
  onBook(providerId: string, at: number | null): void;
  onMove(visit: Appointment, slot: Slot): Promise<void>;
}

/** The clinic's day: a column for each provider, ten minutes to a line. */
export function DayView({ day, time, visits, shown, providers, holds, toMove, onMoveTaken, onOpen, onBook, onMove }: DayViewProps) {
  const grid = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const axis = useMemo(() => dayAxis(day, visits, time), [day, visits, time]);
  const { moving, drag, start, step, place, cancel } = useMoving({ axis, providers, grid, onMove });
  const conflict = moving ? visitInTheWay(visits, moving.slot, moving.visit.id) : undefined;

  useEffect(() => {
    if (!toMove) return;
    start(toMove);
    onMoveTaken();
  }, [toMove, start, onMoveTaken]);

  useEffect(() => {
    // the morning is over: begin where the day stands
    const line = scroller.current?.querySelector<HTMLElement>('[data-testid="now-line"]');
    if (line && scroller.current) scroller.current.scrollTop = line.offsetTop - scroller.current.clientHeight / 3;
  }, []);

  const byKeys = moving?.by === 'keys' ? moving : null;
  useEffect(() => {
    if (byKeys) grid.current?.querySelector('[data-in-hand]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [byKeys]);

  const minutes = minutesFrom(axis, axis.end);
  return (
    <div className={classes.view}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with keys */}
      <div className={classes.scroller} ref={scroller} role="region" aria-label={dayWords(day)} tabIndex={0}>
        <div className={classes.grid} style={{ '--columns': providers.length, '--minutes': minutes } as CSSProperties}>
          <div className={classes.corner} />
          {providers.map((provider) => (
            <div key={provider.id} className={classes.head}>
              <h2 className={classes.provider}>{provider.name}</h2>
              <ActionIcon variant="subtle" color="gray" aria-label={`Book with ${provider.name}`} onClick={() => onBook(provider.id, null)}>
                <IconPlus size={16} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          <div className={classes.gutter} aria-hidden>
            {axis.hours.map(({ at, label }) => (
              <span key={at} className={classes.hour} style={{ insetBlockStart: `calc(${minutesFrom(axis, at)} * var(--minute))` }} data-time>
                {label}
              </span>
            ))}
          </div>
          <div className={classes.columns} ref={grid}>
            {providers.map((provider) => (
              <ProviderColumn
                key={provider.id}
                provider={provider}
                visits={shown.filter((visit) => visit.provider.id === provider.id && visit.id !== moving?.visit.id)}
                axis={axis}
                time={time}
                holds={holds}
                moving={moving}
                conflict={conflict}
                drag={drag}
                onOpen={onOpen}
                onBook={(at) => onBook(provider.id, at)}
                onMoveByKeys={start}
              />
            ))}
            <NowLine axis={axis} time={time} />
          </div>
        </div>
      </div>
      {moving?.by === 'pointer' && conflict && (
        <div className={classes.warning} role="status">
          In the way: {conflict.patient.name}, {time.span(conflict)}
        </div>
      )}
      {byKeys && (
        <MoveBar
          moving={byKeys}
          providerName={providers.find(({ id }) => id === byKeys.slot.providerId)?.name ?? byKeys.visit.provider.name}
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
