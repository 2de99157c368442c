import { Button, Group } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
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

/** Asks once before the patient is written to from two sides: a colleague holds the order. A second Enter does not send. */
export function AsideQuestion({ holder, patientName, onSend, onNote, onCancel }: AsideQuestionProps) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  }
  return (
    <div className={classes.question} role="alertdialog" aria-label="A colleague has this order">
      <p>
        <strong>
          <bdi>{holder.name}</bdi> has this order.
        </strong>{' '}
        Write to <bdi>{firstName(patientName)}</bdi> all the same?
      </p>
      <Group gap={8}>
        <Button ref={safe} size="compact-sm" variant="default" onClick={onNote} onKeyDown={onKeyDown}>
          Write a note instead
        </Button>
        <Button size="compact-sm" onClick={onSend} onKeyDown={onKeyDown}>
          Send it
        </Button>
      </Group>
    </div>
  );
}
