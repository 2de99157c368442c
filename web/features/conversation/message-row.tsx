import { Text } from '@mantine/core';
import type { Person, User } from '../../../shared/auth.ts';
import type { Message } from '../../../shared/messages.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';
import { useZone } from '../../lib/use-zone.ts';
import { clockTime, fullTime } from '../../ui/time-words.ts';
import { Bubble } from './bubble.tsx';
import type { RoomKind } from './conversation.ts';
import { deliveryOf, deliveryWords } from './delivery.ts';
import { DeliverySign } from './delivery-sign.tsx';
import { MessageWords } from './message-words.tsx';
import type { TimelineRow } from './timeline.ts';
import classes from './message-row.module.css';

interface MessageRowProps {
  row: Extract<TimelineRow, { kind: 'message' }>;
  user: User;
  receipts: Record<string, Receipt>;
  members: Member[];
  kind: RoomKind;
  /** Who may be addressed in it, those who have left too. */
  people: Person[];
}

export function MessageRow({ row: { message, opensGroup }, user, receipts, members, kind, people }: MessageRowProps) {
  const { sender, createdAt, content, visibility, priority } = message;
  const zone = useZone();
  const at = Date.parse(createdAt);
  if (message.messageType === 'system')
    return (
      <div className={classes.system}>
        <Text size="xs" c="dimmed" ta="center">
          {content} <time dateTime={createdAt} title={fullTime(at, zone)}>{clockTime(at, zone)}</time>
        </Text>
      </div>
    );

  const isOwn = sender.id === user.id;
  const readers = { kind, receipts, members, caller: user };
  const mentioned = message.mentionIds?.flatMap((id) => people.find((person) => person.id === id) ?? []) ?? [];
  return (
    <Bubble
      name={isOwn ? 'You' : sender.name}
      at={createdAt}
      isOurs={isOursIn(kind, sender, user)}
      isNote={visibility === 'staff'}
      isUrgent={priority === 'urgent'}
      isAside={message.asideOfClaim === true && isStaff(user.role)}
      opensGroup={opensGroup}
      content={<MessageWords content={content} mentioned={mentioned} callerId={user.id} />}
      state={isOwn && <DeliverySign delivery={deliveryOf(message, readers)} word={deliveryWords(message, readers)} />}
    />
  );
}

/** In an order the pharmacy stands on one side, in a thread the reader. */
const isOursIn = (kind: RoomKind, sender: Message['sender'], user: User): boolean =>
  kind === 'thread' ? sender.id === user.id : isStaff(sender.role) === isStaff(user.role);
