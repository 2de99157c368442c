import { Button, Group } from '@mantine/core';
import type { Person } from '../../../shared/auth.ts';
import { firstName } from '../../../shared/names.ts';
import classes from './aside-question.module.css';

interface AsideQuestionProps {
  holder: Person;
  patientName: string;
  onSend(): void;
  onNote(): void;
  onCancel(): void;
}

/** Asks once before the patient is written to from two sides: a colleague holds the order. */
export const AsideQuestion = ({ holder, patientName, onSend, onNote, onCancel }: AsideQuestionProps) => (
  <div
    className={classes.question}
    role="alertdialog"
    aria-label="A colleague has this order"
    onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }}
  >
    <p>
      <strong>
        <bdi>{holder.name}</bdi> has this order.
      </strong>{' '}
      Write to <bdi>{firstName(patientName)}</bdi> all the same?
    </p>
    <Group gap={8}>
      <Button size="compact-sm" variant="default" data-autofocus autoFocus onClick={onNote}>
        Write a note instead
      </Button>
      <Button size="compact-sm" onClick={onSend}>
        Send it
      </Button>
    </Group>
  </div>
);
