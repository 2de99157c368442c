import { Text } from '@mantine/core';
import type { Alert } from '../../../shared/alerts.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { targetWords } from './alert-words.ts';

/** Who called whom about which patient. */
export function AboutAlert({ alert: { patient, raisedBy, currentTargets } }: { alert: Alert }) {
  const [first] = currentTargets;
  return (
    <Text c="dimmed">
      {patient && (
        <>
          <PersonName inherit c="var(--mantine-color-text)" name={patient.name} dateOfBirth={patient.dateOfBirth} />
          {', '}
        </>
      )}
      from <bdi>{raisedBy.name}</bdi>
      {first && ` to ${targetWords(first)}`}
    </Text>
  );
}
