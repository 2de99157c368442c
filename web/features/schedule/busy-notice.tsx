import { Alert, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { limits } from '../../../shared/limits.ts';
import { hasText, sentence } from '../../../shared/text.ts';
import type { ClinicTime } from './clinic-time.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

/** Which visit is in the way. Times are ISO 8601. */
export interface Busy {
  patientName: string;
  startsAt: string;
  endsAt: string;
}

/** `Sam Porter, 09:00–09:30` */
export const busyWords = (busy: Busy, time: ClinicTime): string => sentence`${busy.patientName}, ${time.span(busy)}`;

interface BusyNoticeProps {
  busy: Busy;
  time: ClinicTime;
  /** Why it is booked over; null while it is not to be. */
  reason: string | null;
  onChange(reason: string | null): void;
  showProblems: boolean;
}

/** Says who has the time, and asks why when it is to be booked over. */
export function BusyNotice({ busy, time, reason, onChange, showProblems }: BusyNoticeProps) {
  return (
    <Alert color="yellow" role="alert" icon={<IconAlertTriangle size={18} />} title="The provider is busy then">
      <Stack gap={8}>
        <Text size="sm">In the way: {busyWords(busy, time)}.</Text>
        <Switch
          label="Book over it"
          color="brand"
          checked={reason !== null}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? '' : null)}
        />
        {reason !== null && (
          <LimitedInput
            label="Why it is booked over"
            required
            data-autofocus
            limit={limits.text.reason}
            error={showProblems && !hasText(reason) && 'Say why.'}
            value={reason}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
        )}
      </Stack>
    </Alert>
  );
}
