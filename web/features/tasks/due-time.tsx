import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useZone } from '../../lib/use-zone.ts';
import { useNow } from '../../ui/clock.ts';
import { fullTime } from '../../ui/time-words.ts';
import { useClinicTime } from '../schedule/clinic-time.ts';
import { dueWords, type DueLevel } from './due-words.ts';

const colors: Record<DueLevel, string> = { overdue: 'var(--app-red)', today: 'var(--app-amber-text)', later: 'dimmed' };

/** When an open task is due; colour, sign and word say when that is past. */
export function DueTime({ dueAt }: { dueAt: string }) {
  const time = useClinicTime();
  const zone = useZone();
  const { level, words } = dueWords(dueAt, useNow(60_000), time);
  return (
    <Text component="time" span size="sm" c={colors[level]} fw={level === 'later' ? 400 : 600} dateTime={dueAt} title={fullTime(Date.parse(dueAt), zone)}>
      {level === 'overdue' && <IconAlertTriangle size={14} aria-hidden style={{ marginInlineEnd: 4, verticalAlign: -2 }} />}
      {words}
    </Text>
  );
}
