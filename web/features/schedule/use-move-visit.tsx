import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '../../../shared/appointments.ts';
import { sentence } from '../../../shared/text.ts';
import { failureOf } from '../../lib/error-words.ts';
import type { Busy } from './busy-notice.tsx';
import { shortDayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { cachedVisit } from './schedule-feed.ts';
import { slotOf, visitInTheWay, type Slot } from './slot.ts';
import { useChangeVisit } from './use-change-visit.ts';
import { tellRefusal } from './visit-refusal.tsx';

interface MoveOptions {
  time: ClinicTime;
  /** All that this browser knows of the time in question. */
  visits: Appointment[];
  /** Asks why a visit is to be put over another; null when it is not. */
  askWhy(busy: Busy): Promise<string | null>;
}

const busyWith = (visit: Appointment): Busy => ({ ...visit, patientName: visit.patient.name });

/** Moves a visit, over another one only for a reason, and offers to take it back. Resolves when that is decided. */
export function useMoveVisit({ time, visits, askWhy }: MoveOptions) {
  const queryClient = useQueryClient();
  const { update } = useChangeVisit();

  async function change(visit: Appointment, slot: Slot, known: Busy | null, givenReason: string | null = null): Promise<Appointment | null> {
    let reason = givenReason;
    let busy = known;
    for (;;) {
      if (busy && reason === null) {
        reason = await askWhy(busy);
        if (reason === null) return null;
      }
      try {
        const overbook = reason === null ? {} : { overbook: { reason } };
        return await update.mutateAsync({ id: visit.id, expectedVersion: visit.version, ...slot, ...overbook });
      } catch (error) {
        // somebody was quicker, and this browser had not heard of it
        busy = failureOf(error)?.busy ?? null;
        if (busy && reason === null) continue;
        tellRefusal('The visit was not moved', { error, was: visit, is: cachedVisit(queryClient, visit.id) }, time);
        return null;
      }
    }
  }

  return async function move(visit: Appointment, slot: Slot): Promise<void> {
    const conflict = visitInTheWay(visits, slot, visit.id);
    const moved = await change(visit, slot, conflict ? busyWith(conflict) : null);
    if (!moved) return;
    const id = `moved-${visit.id}`;
    const undo = (): void => {
      notifications.hide(id);
      void change(moved, slotOf(visit), null, visit.overbooked ? 'Put back where it was' : null);
    };
    notifications.show({
      id,
      autoClose: 12_000,
      title: moved.overbooked ? sentence`${visit.patient.name} moved, over another visit` : sentence`${visit.patient.name} moved`,
      closeButtonProps: { 'aria-label': 'Close' },
      message: (
        <Group justify="space-between" gap={12} wrap="nowrap">
          {`${shortDayWords(time.day(Date.parse(moved.startsAt)), time.today())}, ${time.span(moved)}, ${moved.provider.name}`}
          <Button size="compact-sm" variant="light" onClick={undo}>
            Undo
          </Button>
        </Group>
      ),
    });
  };
}
