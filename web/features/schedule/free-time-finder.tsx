import { Group, Stack, Text } from '@mantine/core';
import { IconCalendarSearch } from '@tabler/icons-react';
import type { Person } from '../../../shared/auth.ts';
import { sentence } from '../../../shared/text.ts';
import { ActionButton } from '../../connection/action-button.tsx';
import { errorWords } from '../../lib/error-words.ts';
import { useServerTime } from '../../ui/clock.ts';
import { shortDayWords } from './calendar.ts';
import { useClinicTime } from './clinic-time.ts';
import type { FreeTime } from './use-free-time.ts';
import { slotOfDraft, type VisitDraft } from './visit-draft.ts';

interface FreeTimeFinderProps {
  draft: VisitDraft;
  onChange(draft: VisitDraft): void;
  providers: Person[];
  freeTime: FreeTime;
}

/** Fills in the next free time of the visit's length, with its provider or with anyone; pressed again, the one after. */
export function FreeTimeFinder({ draft, onChange, providers, freeTime }: FreeTimeFinderProps) {
  const time = useClinicTime();
  const { now } = useServerTime();
  const { found, error, isPending } = freeTime;
  const provider = providers.find(({ id }) => id === draft.providerId);

  async function find(providerId: string | null): Promise<void> {
    const chosen = slotOfDraft({ ...draft, providerId: '' }, time);
    const after = Math.max(now(), chosen ? Date.parse(chosen.startsAt) : 0);
    const offer = await freeTime.next({ providerId, minutes: draft.minutes }, after);
    if (offer?.outcome !== 'found') return;
    const start = Date.parse(offer.startsAt);
    onChange({ ...draft, providerId: offer.provider.id, day: time.day(start), from: time.clock(start) });
  }

  return (
    <Stack gap={4}>
      <Group gap={8}>
        <Text size="sm" c="dimmed">
          <IconCalendarSearch size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> Next free {draft.minutes} min
        </Text>
        {provider && (
          <ActionButton size="compact-sm" variant="default" disabled={isPending} onClick={() => void find(provider.id)}>
            With <bdi>{provider.name}</bdi>
          </ActionButton>
        )}
        <ActionButton size="compact-sm" variant="default" disabled={isPending} onClick={() => void find(null)}>
          With anyone
        </ActionButton>
      </Group>
      <Text size="sm" role="status" mih="1.3rem" fw={600}>
        {/* the same answer to another question is said again */}
        <span key={String(isPending)}>{words()}</span>
      </Text>
    </Stack>
  );

  function words(): string {
    if (error) return errorWords(error);
    if (!found) return '';
    if (found.outcome === 'none') return `Nothing is free for so long up to ${shortDayWords(time.day(Date.parse(found.until)), time.today())}.`;
    return sentence`Free: ${shortDayWords(time.day(Date.parse(found.startsAt)), time.today())}, ${time.span(found)}, ${found.provider.name}`;
  }
}
