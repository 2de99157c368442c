import { Alert, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { limits } from '../../../shared/limits.ts';
import { hasText } from '../../../shared/text.ts';
import { LimitedInput } from '../../ui/limited-field.tsx';

interface ConfirmNoticeProps {
  title: string;
  explanation?: string;
  /** What the switch says, and the question that it opens. */
  confirm: string;
  question: string;
  /** Why it is meant; null while it is not. */
  reason: string | null;
  onChange(reason: string | null): void;
  showProblems: boolean;
}

/** Says what stands against something, and asks why when it is meant all the same. */
export function ConfirmNotice({ title, explanation, confirm, question, reason, onChange, showProblems }: ConfirmNoticeProps) {
  return (
    <Alert color="yellow" role="alert" icon={<IconAlertTriangle size={18} />} title={title}>
      <Stack gap={8}>
        {explanation && <Text size="sm">{explanation}</Text>}
        <Switch label={confirm} color="brand" checked={reason !== null} onChange={({ currentTarget }) => onChange(currentTarget.checked ? '' : null)} />
        {reason !== null && (
          <LimitedInput
            label={question}
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
