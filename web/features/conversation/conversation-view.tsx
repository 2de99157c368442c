import type { ReactNode, Ref } from 'react';
import { IconMessageOff } from '@tabler/icons-react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen, statusName } from '../../../shared/order-status.ts';
import { isStaff } from '../../../shared/roles.ts';
import { failureOf } from '../../lib/error-words.ts';
import { useUser } from '../../lib/use-user.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Composer, type ComposerHandle } from './composer.tsx';
import type { Conversation } from './conversation.ts';
import { ConversationHeader } from './conversation-header.tsx';
import { ConversationSkeleton } from './conversation-skeleton.tsx';
import { MessageList } from './message-list.tsx';
import { TypingLine } from './typing-line.tsx';
import { useRoom } from './use-room.ts';
import { useRoomSignals } from './use-room-signals.ts';
import { useSendMessage } from './use-send-message.ts';
import classes from './conversation-view.module.css';

interface ConversationViewProps {
  roomId: string;
  /** Stand at both ends of the header: the way back, and what opens the order. */
  leading?: ReactNode;
  trailing?: ReactNode;
  /** Stands in place of the header; called with null while the order is loading. */
  renderHeader?: (order: ChatOrder | null) => ReactNode;
  composer?: Ref<ComposerHandle>;
  onEscape?: () => void;
}

/** A room's conversation, live, for staff and for the patient. It takes the height that it is given. */
export function ConversationView(props: ConversationViewProps) {
  // everything below belongs to one room: drafts, the note mode and the place in the list never cross over
  return <OpenRoom key={props.roomId} {...props} />;
}

function OpenRoom({ roomId, ...props }: ConversationViewProps) {
  const room = useRoom(roomId);
  const user = useUser();
  switch (room.state) {
    case 'loading':
      return (
        <section className={classes.view} data-for={isStaff(user.role) ? 'staff' : 'patient'} aria-busy aria-label="Conversation">
          {props.renderHeader?.(null)}
          <ConversationSkeleton forStaff={isStaff(user.role)} leading={props.leading} />
        </section>
      );
    case 'unavailable':
      return (
        <section className={classes.view} aria-label="Conversation">
          {props.leading !== undefined && <div className={classes.header}>{props.leading}</div>}
          <Unavailable error={room.error} retry={room.retry} />
        </section>
      );
    case 'ready':
      return <LiveConversation conversation={room.conversation} {...props} />;
  }
}

function Unavailable({ error, retry }: { error: unknown; retry: () => void }) {
  const reason = failureOf(error)?.reason;
  // an address whose end is no id at all is bad input
  if (error && reason !== 'NOT_FOUND' && reason !== 'NOT_A_MEMBER' && reason !== 'BAD_INPUT')
    return <ErrorState title="This conversation could not be opened" error={error} onRetry={retry} />;
  return (
    <EmptyState icon={IconMessageOff} title="There is no such order">
      It does not exist, or it is not yours to see. Choose another one from the list.
    </EmptyState>
  );
}

function LiveConversation({ conversation, leading, trailing, renderHeader, composer, onEscape }: Omit<ConversationViewProps, 'roomId'> & { conversation: Conversation }) {
  const { order, members } = conversation;
  const user = useUser();
  const signals = useRoomSignals(order.roomId);
  const sending = useSendMessage(order.roomId);
  const forStaff = isStaff(user.role);
  return (
    <section
      className={classes.view}
      data-for={forStaff ? 'staff' : 'patient'}
      aria-label={forStaff ? `Order of ${order.patient.name}` : 'Your conversation'}
    >
      {renderHeader ? (
        renderHeader(order)
      ) : (
        <ConversationHeader order={order} callerId={user.id} viewers={signals.viewers} leading={leading} trailing={trailing} />
      )}
      <MessageList conversation={conversation} signals={signals} sending={sending} user={user} />
      <TypingLine signals={signals} members={members} user={user} />
      {!isOpen(order.status) && <p className={classes.closed}>This order is {statusName(order.status).toLowerCase()}.</p>}
      <Composer
        roomId={order.roomId}
        user={user}
        patient={order.patient}
        onSend={sending.send}
        handle={composer}
        onEscape={onEscape}
      />
    </section>
  );
}
