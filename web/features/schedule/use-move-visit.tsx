import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Appointment } from '../../../shared/appointments.ts';
import { errorWords } from '../../lib/error-words.ts';
import { shortDayWords } from './calendar.ts';
import type { ClinicTime } from './clinic-time.ts';
import { slotOf, type Slot } from './slot.ts';
import { useChangeVisit } from './use-change-visit.ts';

/** Moves a visit and offers to take it back. Resolves when the server has answered, whatever it said. */
export function useMoveVisit(time: ClinicTime) {
  const { update } = useChangeVisit();

  async function change(visit: Appointment, slot: Slot, overbookReason: string | null): Promise<Appointment | null> {
    try {
      return await update.mutateAsync({
        id: visit.id,
        expectedVersion: visit.version,
        ...slot,
        ...(overbookReason !== null && { overbook: { reason: overbookReason } }),
      });
    } catch (error) {
      notifications.show({ color: 'red', position: 'top-center', title: 'The visit was not moved', message: errorWords(error) });
      return null;
    }
  }

  return async function move(visit: Appointment, slot: Slot, overbookReason: string | null = null): Promise<void> {
    const moved = await change(visit, slot, overbookReason);
    if (!moved) return;
    const id = `moved-${visit.id}`;
    const undo = (): void => {
      notifications.hide(id);
      void change(moved, slotOf(visit), visit.overbooked ? 'Undone' : null);
    };
    notifications.show({
      id,
      autoClose: 12_000,
      title: `${visit.patient.name} moved`,
      closeButtonProps: { 'aria-label': 'Close' },
      message: (
        <Group justify="space-between" gap={12} wrap="nowrap">
          {`${shortDayWords(time.day(Date.parse(moved.startsAt)))}, ${time.span(moved)}, ${moved.provider.name}`}
          <Button size="compact-sm" variant="light" onClick={undo}>
            Undo
          </Button>
        </Group>
      ),
    });
  };
}
