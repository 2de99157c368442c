import { Text } from '@mantine/core';
import type { User } from '../../../shared/auth.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { Member, Receipt } from '../../../shared/rooms.ts';
import { clockTime, fullTime } from '../../ui/time-words.ts';
import { Bubble } from './bubble.tsx';
import { deliveryOf, deliveryWord } from './delivery.ts';
import { DeliverySign } from './delivery-sign.tsx';
import type { TimelineRow } from './timeline.ts';
import classes from './message-row.module.css';

interface MessageRowProps {
  row: Extract<TimelineRow, { kind: 'message' }>;
  user: User;
  receipts: Record<string, Receipt>;
  members: Member[];
}

export function MessageRow({ row: { message, opensGroup }, user, receipts, members }: MessageRowProps) {
  const { sender, createdAt, content, visibility, priority } = message;
  const at = Date.parse(createdAt);
  if (message.messageType === 'system')
    return (
      <div className={classes.system}>
        <Text size="xs" c="dimmed" ta="center">
          {content} <time dateTime={createdAt} title={fullTime(at)}>{clockTime(at)}</time>
        </Text>
      </div>
    );

  const isOwn = sender.id === user.id;
  const delivery = isOwn ? deliveryOf(message, { receipts, members, caller: user }) : null;
  return (
    <Bubble
      name={isOwn ? 'You' : sender.name}
      at={createdAt}
      isOurs={isStaff(sender.role) === isStaff(user.role)}
      isNote={visibility === 'staff'}
      isUrgent={priority === 'urgent'}
      opensGroup={opensGroup}
      content={content}
      state={delivery && <DeliverySign delivery={delivery} word={deliveryWord(delivery)} />}
    />
  );
}
