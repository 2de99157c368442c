import { ActionIcon, Button, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSend2 } from '@tabler/icons-react';
import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react';
import { flushSync } from 'react-dom';
import type { User } from '../../../shared/auth.ts';
import { hasText, trimText } from '../../../shared/text.ts';
import { limits } from '../../../shared/limits.ts';
import type { MessageVisibility } from '../../../shared/messages.ts';
import type { Member } from '../../../shared/rooms.ts';
import { isStaff } from '../../../shared/roles.ts';
import { firstName } from '../../../shared/names.ts';
import { tooLongWords } from '../../ui/limited-field.tsx';
import { ownDirection } from '../../ui/own-direction.ts';
import { useMinWidth } from '../../ui/use-min-width.ts';
import { AsideQuestion } from './aside-question.tsx';
import { ComposerGuard } from './composer-guard.tsx';
import { tellComposerTop } from './composer-top.ts';
import type { About } from './conversation.ts';
import { MentionList } from './mention-list.tsx';
import { useAside } from './use-aside.ts';
import { useDraft } from './use-draft.ts';
import { useMentions } from './use-mentions.ts';
import { useTyping } from './use-typing.ts';
import classes from './composer.module.css';

export interface ComposerHandle {
  write(mode: MessageVisibility): void;
}

interface ComposerProps {
  about: About;
  members: Member[];
  user: User;
  onSend(content: string, visibility: MessageVisibility, mentionIds: string[]): void;
  handle?: Ref<ComposerHandle> | undefined;
  /** Escape was pressed with nothing left to step back from. */
  onEscape?: (() => void) | undefined;
}

/**
 * Where people write. In an order staff always see to whom; a note turns the whole composer amber, and after each note,
 * with Escape, and in every other order it writes to the patient again. In a thread "@" names those who are in it.
 */
export function Composer({ about, members, user, onSend, handle, onEscape }: ComposerProps) {
  const { roomId } = about;
  const forStaff = isStaff(user.role);
  const guarded = forStaff && about.kind === 'order' ? about.patient : null;
  const recipient = recipientName(about, forStaff);
  const draft = useDraft(user.id, roomId);
  const typing = useTyping(roomId);
  const aside = useAside(about, user);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasKeyboard = useMediaQuery('(pointer: fine)') ?? true;
  const hasRoom = useMinWidth(48);
  const isNote = draft.mode === 'staff';
  const content = trimText(draft.text);
  const isEmpty = !hasText(content);
  const tooLong = tooLongWords(content, limits.text.message);

  const mentionable = about.kind === 'thread' ? members.filter(({ id }) => id !== user.id) : [];
  const mentions = useMentions(mentionable, draft.text, (text, caret) => {
    // at once: the next key may already be on its way
    flushSync(() => draft.setText(text));
    field.current?.setSelectionRange(caret, caret);
  });

  const switchTo = (mode: MessageVisibility): void => {
    // that somebody writes a note is nothing the patient should see
    if (mode === 'staff') typing.onStop();
    if (guarded) draft.setMode(mode);
    field.current?.focus();
  };
  useImperativeHandle(handle, () => ({ write: switchTo }));

  function send(): void {
    if (isEmpty || tooLong !== null || (!isNote && !aside.mayWrite())) return;
    sendNow();
  }

  function sendNow(): void {
    onSend(content, draft.mode, mentions.idsIn(content));
    typing.onStop();
    mentions.close();
    draft.clear();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (mentions.onKeyDown(event)) return;
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
      ref={tellComposerTop}
      className={classes.composer}
      data-mode={draft.mode}
      data-for={forStaff ? 'staff' : 'patient'}
      aria-label={isNote ? 'Write an internal note' : `Write to ${recipient.full}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {aside.asked && guarded && (
        <AsideQuestion
          holder={aside.asked}
          patientName={guarded.name}
          onSend={() => {
            aside.confirm();
            sendNow();
          }}
          onNote={() => {
            aside.cancel();
            switchTo('staff');
          }}
          onCancel={() => {
            aside.cancel();
            field.current?.focus();
          }}
        />
      )}
      {guarded && <ComposerGuard patient={guarded} mode={draft.mode} onMode={switchTo} />}
      <div className={classes.line}>
        <MentionList mentions={mentions} />
        <Textarea
          ref={field}
          className={classes.field}
          aria-label={isNote ? 'Internal note' : 'Message'}
          placeholder={isNote ? 'For colleagues only' : `Write to ${recipient.short}`}
          {...(mentions.options.length > 0 && { 'aria-controls': mentions.listId, 'aria-activedescendant': mentions.optionId(mentions.active) })}
          {...(about.kind === 'thread' && { 'aria-autocomplete': 'list' as const })}
          autosize
          minRows={forStaff && hasRoom ? 2 : 1}
          maxRows={8}
          size={forStaff ? 'sm' : 'md'}
          enterKeyHint={hasKeyboard ? 'send' : 'enter'}
          value={draft.text}
          attributes={ownDirection}
          error={tooLong}
          onChange={({ currentTarget }) => {
            draft.setText(currentTarget.value);
            mentions.follow(currentTarget.selectionStart);
            if (!isNote) typing.onText(currentTarget.value);
          }}
          onBlur={() => {
            typing.onStop();
            mentions.close();
          }}
          onKeyDown={onKeyDown}
        />
        {forStaff ? (
          <Button type="submit" {...(isNote && { color: 'yellow' })} disabled={isEmpty || tooLong !== null}>
            {isNote ? 'Add note' : 'Send'}
          </Button>
        ) : (
          <ActionIcon type="submit" size={44} aria-label="Send" disabled={isEmpty || tooLong !== null}>
            <IconSend2 size={22} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </form>
  );
}

function recipientName(about: About, forStaff: boolean): { full: string; short: string } {
  if (about.kind === 'thread') return { full: about.subject, short: 'the thread. @ mentions somebody' };
  return forStaff ? { full: about.patient.name, short: firstName(about.patient.name) } : { full: 'your pharmacy', short: 'your pharmacy' };
}
