import { Button } from '@mantine/core';
import { IconArrowBackUp, IconLock } from '@tabler/icons-react';
import type { PatientName } from '../../../shared/chat-orders.ts';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { firstName } from '../../../shared/names.ts';
import { sentence } from '../../../shared/text.ts';
import { birthDate } from '../../ui/time-words.ts';
import classes from './composer.module.css';

interface ComposerGuardProps {
  patient: PatientName;
  mode: MessageVisibility;
  onMode(mode: MessageVisibility): void;
}

/** Says for whom the words are, so that nobody writes to the wrong patient, or to the patient what is for colleagues. */
export function ComposerGuard({ patient, mode, onMode }: ComposerGuardProps) {
  const isNote = mode === 'staff';
  return (
    <div className={classes.guard}>
      <div className={classes.recipient} role="group" aria-label="Recipient" aria-live="polite">
        {isNote ? (
          <span className={classes.warning}>
            <IconLock size={14} stroke={2} aria-hidden />
            <span>
              <strong>Internal note:</strong> <bdi>{firstName(patient.name)}</bdi> will not see this
            </span>
          </span>
        ) : null}
        <span className={classes.patient}>
          {isNote ? 'About' : 'To'} <strong><bdi>{patient.name}</bdi></strong>,{' '}
          <span className={classes.birth}>b. {birthDate(patient.dateOfBirth)}</span>
        </span>
      </div>
      <Button
        className={classes.switch}
        size="compact-sm"
        variant={isNote ? 'default' : 'subtle'}
        color="gray"
        leftSection={isNote ? <IconArrowBackUp size={14} aria-hidden /> : <IconLock size={14} aria-hidden />}
        onClick={() => onMode(isNote ? 'everyone' : 'staff')}
      >
        {isNote ? sentence`Back to ${firstName(patient.name)}` : 'Internal note'}
      </Button>
    </div>
  );
}
