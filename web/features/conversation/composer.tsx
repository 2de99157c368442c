import { ActionIcon, Button, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSend2 } from '@tabler/icons-react';
import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react';
import type { User } from '../../../shared/auth.ts';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { limits } from '../../../shared/limits.ts';
import type { MessageVisibility } from '../../../shared/messages.ts';
import { isStaff } from '../../../shared/roles.ts';
import { ComposerGuard } from './composer-guard.tsx';
import { firstName } from './typing-words.ts';
import { useDraft } from './use-draft.ts';
import { useTyping } from './use-typing.ts';
import classes from './composer.module.css';

export interface ComposerHandle {
  write(mode: MessageVisibility): void;
}

interface ComposerProps {
  roomId: string;
  user: User;
  patient: PatientName;
  onSend(content: string, visibility: MessageVisibility): void;
  handle?: Ref<ComposerHandle> | undefined;
  /** Escape was pressed with nothing left to step back from. */
  onEscape?: (() => void) | undefined;
}

/**
 * Where people write. Staff always see to whom; a note turns the whole composer amber, and after each note, with
 * Escape, and in every other order it writes to the patient again.
 */
export function Composer({ roomId, user, patient, onSend, handle, onEscape }: ComposerProps) {
  const forStaff = isStaff(user.role);
  const draft = useDraft(user.id, roomId);
  const typing = useTyping(roomId);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasKeyboard = useMediaQuery('(pointer: fine)') ?? true;
  const isNote = draft.mode === 'staff';
  const content = draft.text.trim();
  const tooLong = content.length > limits.text.message;

  const switchTo = (mode: MessageVisibility): void => {
    // that somebody writes a note is nothing the patient should see
    if (mode === 'staff') typing.onStop();
    draft.setMode(mode);
    field.current?.focus();
  };
  useImperativeHandle(handle, () => ({ write: switchTo }));

  function send(): void {
    if (content === '' || tooLong) return;
    onSend(content, draft.mode);
    typing.onStop();
    draft.clear();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || (hasKeyboard && !event.shiftKey))) {
      event.preventDefault();
      send();
    }
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (isNote) return switchTo('everyone');
    field.current?.blur();
    onEscape?.();
  }

  return (
    <form
      className={classes.composer}
      data-mode={draft.mode}
      data-for={forStaff ? 'staff' : 'patient'}
      aria-label={isNote ? 'Write an internal note' : `Write to ${forStaff ? patient.name : 'your pharmacy'}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {forStaff && <ComposerGuard patient={patient} mode={draft.mode} onMode={switchTo} />}
      <div className={classes.line}>
        <Textarea
          ref={field}
          className={classes.field}
          aria-label={isNote ? 'Internal note' : 'Message'}
          placeholder={isNote ? 'For colleagues only' : `Write to ${forStaff ? firstName(patient.name) : 'your pharmacy'}`}
          autosize
          minRows={forStaff ? 2 : 1}
          maxRows={8}
          size={forStaff ? 'sm' : 'md'}
          enterKeyHint={hasKeyboard ? 'send' : 'enter'}
          value={draft.text}
          error={tooLong && `${content.length - limits.text.message} characters too many`}
          onChange={({ currentTarget }) => {
            draft.setText(currentTarget.value);
            if (!isNote) typing.onText(currentTarget.value);
          }}
          onBlur={typing.onStop}
          onKeyDown={onKeyDown}
        />
        {forStaff ? (
          <Button type="submit" {...(isNote && { color: 'yellow' })} disabled={content === '' || tooLong}>
            {isNote ? 'Add note' : 'Send'}
          </Button>
        ) : (
          <ActionIcon type="submit" size={44} aria-label="Send" disabled={content === '' || tooLong}>
            <IconSend2 size={22} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </form>
  );
}
