import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { User } from '../../../shared/auth.ts';
import { isStaff } from '../../../shared/roles.ts';
import { sentence } from '../../../shared/text.ts';
import { SpokenWords } from '../../ui/spoken-words.tsx';
import type { About, Conversation } from './conversation.ts';
import { DayLine, UnreadLine } from './divider-line.tsx';
import { HistoryStart, historyStartHeight } from './history-start.tsx';
import { countsAsUnread } from './merge-read-mark.ts';
import type { RoomSignals } from './merge-room-signal.ts';
import { MessageRow } from './message-row.tsx';
import { newestWords } from './newest-words.ts';
import { OutgoingRow } from './outgoing-row.tsx';
import { useZone } from '../../lib/use-zone.ts';
import { buildTimeline, type TimelineRow, type UnreadMark } from './timeline.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useMessageScroll } from './use-message-scroll.ts';
import { useOlderMessages } from './use-older-messages.ts';
import { useOutgoing } from './use-outgoing.ts';
import { usePeople } from './use-people.ts';
import type { Sending } from './use-send-message.ts';
import classes from './message-list.module.css';

interface MessageListProps {
  conversation: Conversation;
  signals: RoomSignals;
  sending: Sending;
  user: User;
}

/** The history: drawn only where it is looked at, loaded upwards, with new messages announced once as they come. */
export function MessageList({ conversation, signals, sending, user }: MessageListProps) {
  const { messages, members, about } = conversation;
  const outgoing = useOutgoing(conversation);
  const people = usePeople(conversation);
  const [opened] = useState<UnreadMark>(() => ({ afterSeq: about.lastReadSeq, untilSeq: messages.at(-1)?.seq ?? 0 }));
  const zone = useZone();
  const rows = useMemo(() => buildTimeline({ messages, outgoing }, user.id, opened, zone), [messages, outgoing, user.id, opened, zone]);
  const older = useOlderMessages(conversation);
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const scroll = useMessageScroll(list, rows, () => older.state === 'more' && older.load());
  useMarkRead(conversation, scroll.seenSeq);

  const below = messages.filter((message) => message.seq > scroll.seenSeq && countsAsUnread(message, user.id)).length;
  const draw = (row: TimelineRow) => {
    switch (row.kind) {
      case 'day':
        return <DayLine key={row.key} at={row.at} />;
      case 'unread':
        return <UnreadLine key={row.key} count={row.count} />;
      case 'message':
        return <MessageRow key={row.key} row={row} user={user} receipts={signals.receipts} members={members} kind={about.kind} people={people} />;
      case 'outgoing':
        return <OutgoingRow key={row.key} row={row} sending={sending} />;
    }
  };

  return (
    <div className={classes.area}>
      {/* announcing is done below: what is drawn here changes with scrolling, too */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard */}
      <div ref={frame} className={classes.frame} role="log" aria-label={logLabel(about, user)} aria-live="off" tabIndex={0}>
        <HistoryStart older={older} />
        <div className={classes.spacer} />
        <Virtualizer
          ref={list}
          scrollRef={frame}
          startMargin={historyStartHeight}
          shift={scroll.shift}
          data={rows}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {draw}
        </Virtualizer>
      </div>
      <SpokenWords {...newestWords(messages, opened.untilSeq, user.id)} />
      {!scroll.atEnd && (
        <Button
          className={classes.toEnd}
          size="compact-sm"
          radius="xl"
          variant={below > 0 ? 'filled' : 'default'}
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={scroll.toEnd}
        >
          {below > 0 ? `${below} new` : 'Newest'}
        </Button>
      )}
    </div>
  );
}

function logLabel(about: About, user: User): string {
  if (about.kind === 'thread') return sentence`Thread: ${about.subject}`;
  return isStaff(user.role) ? `Conversation with ${about.patient.name}` : 'Conversation with your pharmacy';
}
