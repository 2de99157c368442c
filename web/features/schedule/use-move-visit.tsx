import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '../../../shared/appointments.ts';
import { sentence } from '../../../shared/text.ts';
import { shortDayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { busyOf, obstacleOf, type Obstacle } from './obstacles.ts';
import { cachedVisit } from './schedule-feed.ts';
import { slotOf, type Slot } from './slot.ts';
import { useChangeVisit } from './use-change-visit.ts';
import { tellRefusal } from './visit-refusal.tsx';

interface MoveOptions {
  time: ClinicTime;
  /** All that this browser knows of the time in question. */
  visits: Appointment[];
  /** Asks why a visit is to be put there; null when it is not. */
  askWhy(obstacle: Obstacle): Promise<string | null>;
}

const putBack = { reason: 'Put back where it was' };

type Confirmed = Partial<Record<'overbook' | 'unusualTime', { reason: string }>>;
const confirmationOf = ({ kind }: Obstacle): keyof Confirmed => (kind === 'busy' ? 'overbook' : 'unusualTime');

/** Moves a visit, against what stands in the way only for a reason, and offers to take it back. Resolves when that is decided. */
export function useMoveVisit({ time, visits, askWhy }: MoveOptions) {
  const queryClient = useQueryClient();
  const { update } = useChangeVisit();

  async function change(visit: Appointment, slot: Slot, known: Obstacle | null, given: Confirmed = {}): Promise<Appointment | null> {
    const confirmed = { ...given };
    let obstacle = known;
    for (;;) {
      if (obstacle) {
        const reason = await askWhy(obstacle);
        if (reason === null) return null;
        confirmed[confirmationOf(obstacle)] = { reason };
      }
      try {
        return await update.mutateAsync({ id: visit.id, expectedVersion: visit.version, ...slot, ...confirmed });
      } catch (error) {
        // the server knows what this browser has not heard of
        obstacle = obstacleOf(error);
        if (obstacle && !confirmed[confirmationOf(obstacle)]) continue;
        tellRefusal('The visit was not moved', { error, was: visit, is: cachedVisit(queryClient, visit.id) }, time);
        return null;
      }
    }
  }

  return async function move(visit: Appointment, slot: Slot): Promise<void> {
    const busy = busyOf(visits, { slot, patientId: visit.patient.id, roomName: visit.roomName ?? '' }, visit.id);
    const moved = await change(visit, slot, busy && { kind: 'busy', busy });
    if (!moved) return;
    const id = `moved-${visit.id}`;
    const undo = (): void => {
      notifications.hide(id);
      void change(moved, slotOf(visit), null, { unusualTime: putBack, ...(visit.overbooked && { overbook: putBack }) });
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
