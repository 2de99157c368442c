import type { KeyboardEvent, PointerEvent } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { appointmentStatusName } from '../../../shared/appointment-status.ts';
import type { Appointment } from '../../../shared/appointments.ts';
import type { ScheduleHold } from '../../../shared/schedule.ts';
import { sentence } from '../../../shared/text.ts';
import type { ClinicTime } from './clinic-time.ts';
import { isKey } from '../../lib/is-key.ts';
import { minutesFrom, type DayAxis } from './day-axis.ts';
import type { Lane } from './lanes.ts';
import { roomWords } from './room-words.ts';
import { canChange, type Slot } from './slot.ts';
import { holdWords } from './use-holds.ts';
import classes from './visit-block.module.css';
import { statusColors, VisitSign } from './visit-status.tsx';

interface VisitBlockProps {
  visit: Appointment;
  /** Where it is drawn: its own time, or where it would go. */
  slot: Omit<Slot, 'providerId'>;
  axis: DayAxis;
  time: ClinicTime;
  lane: Lane | undefined;
  hold: ScheduleHold | undefined;
  /** In the caller's hand, and whether somebody is in the way there. */
  inHand: 'free' | 'conflict' | null;
  /** Whom it would be put over there. */
  over?: string | undefined;
  onOpen(): void;
  onGrab(part: 'whole' | 'end', event: PointerEvent): void;
  onMoveByKeys(): void;
}

/** A visit on the grid: name, reason, room, and a stripe of its status. */
export function VisitBlock({ visit, slot, axis, time, lane, hold, inHand, over, onOpen, onGrab, onMoveByKeys }: VisitBlockProps) {
  // of one that goes on after midnight the day's part is drawn, with its name
  const top = Math.max(0, minutesFrom(axis, Date.parse(slot.startsAt)));
  const minutes = minutesFrom(axis, Math.min(Date.parse(slot.endsAt), axis.end)) - top;
  const movable = canChange(visit);
  const { lane: column, lanes } = inHand || !lane ? { lane: 0, lanes: 1 } : lane;

  function onKeyDown(event: KeyboardEvent): void {
    if (!isKey(event, 'm') || event.ctrlKey || event.metaKey || event.altKey || !movable) return;
    event.preventDefault();
    onMoveByKeys();
  }

  return (
    <button
      type="button"
      className={`${classes.block} ${statusColors}`}
      style={{
        insetBlockStart: `calc(${top} * var(--minute))`,
        blockSize: `max(calc(${minutes} * var(--minute) - 2px), 1.125rem)`,
        insetInlineStart: `calc(${(100 * column) / lanes}% + 2px)`,
        inlineSize: `calc(${100 / lanes}% - 6px)`,
      }}
      data-visit={visit.id}
      data-status={visit.status}
      data-in-hand={inHand ?? undefined}
      data-held={hold !== undefined || undefined}
      data-short={minutes < 20 || undefined}
      data-movable={movable || undefined}
      title={hold ? holdWords(hold) : undefined}
      aria-label={label(visit, slot, time, hold)}
      aria-keyshortcuts={movable ? 'm' : undefined}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => movable && onGrab('whole', event)}
    >
      <span className={classes.line}>
        <VisitSign status={visit.status} size={12} />
        <span className={classes.name}><bdi>{visit.patient.name}</bdi></span>
        {visit.overbooked && <IconAlertTriangle size={12} className={classes.overbooked} aria-hidden />}
        {visit.roomName && <span className={classes.room}>{roomWords(visit.roomName)}</span>}
      </span>
      {hold ? (
        <span className={classes.hold}>{holdWords(hold)}</span>
      ) : (
        <span className={classes.reason}>
          <span data-time>{time.span(slot)}</span> {over ? <strong className={classes.over}>over <bdi>{over}</bdi></strong> : <bdi>{visit.reason}</bdi>}
        </span>
      )}
      {movable && (
        <span
          className={classes.handle}
          data-testid="resize-handle"
          onPointerDown={(event) => {
            event.stopPropagation();
            onGrab('end', event);
          }}
        />
      )}
    </button>
  );
}

const label = (visit: Appointment, slot: Omit<Slot, 'providerId'>, time: ClinicTime, hold: ScheduleHold | undefined): string =>
  [
    visit.patient.name,
    time.span(slot),
    visit.reason,
    appointmentStatusName(visit.status),
    visit.roomName && sentence`room ${visit.roomName}`,
    visit.overbooked && 'booked over another visit',
    hold && holdWords(hold),
  ]
    .filter(Boolean)
    .join(', ');
