import type { ReactNode, Ref } from 'react';
import type { ChatOrder } from '../../../shared/chat-orders.ts';
import { isOpen, statusName } from '../../../shared/order-status.ts';
import { isStaff } from '../../../shared/roles.ts';
import { sentence } from '../../../shared/text.ts';
import { NotHereYet } from '../../connection/not-here-yet.tsx';
import { useUser } from '../../lib/use-user.ts';
import { Composer, type ComposerHandle } from './composer.tsx';
import type { About, Conversation, RoomKind } from './conversation.ts';
import { ConversationHeader } from './conversation-header.tsx';
import { ConversationSkeleton } from './conversation-skeleton.tsx';
import { MessageList } from './message-list.tsx';
import { TypingLine } from './typing-line.tsx';
import { UnavailableRoom } from './unavailable-room.tsx';
import { useRoom } from './use-room.ts';
import { useRoomSignals } from './use-room-signals.ts';
import { useSendMessage } from './use-send-message.ts';
import classes from './conversation-view.module.css';

interface ConversationViewProps {
  roomId: string;
  kind?: RoomKind;
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

function OpenRoom({ roomId, kind = 'order', ...props }: ConversationViewProps) {
  const room = useRoom(roomId, kind);
  const user = useUser();
  switch (room.state) {
    case 'loading':
      return (
        <section className={classes.view} data-for={isStaff(user.role) ? 'staff' : 'patient'} aria-busy aria-label="Conversation">
          {props.renderHeader?.(null)}
          <NotHereYet what={kind === 'thread' ? 'This thread' : isStaff(user.role) ? 'This order' : 'Your order'}>
            <ConversationSkeleton forStaff={isStaff(user.role)} leading={props.leading} />
          </NotHereYet>
        </section>
      );
    case 'unavailable':
      return (
        <section className={classes.view} aria-label="Conversation">
          {props.leading !== undefined && <div className={classes.header}>{props.leading}</div>}
          <UnavailableRoom kind={kind} error={room.error} retry={room.retry} />
        </section>
      );
    case 'ready':
      return <LiveConversation conversation={room.conversation} {...props} />;
  }
}

function viewLabel(about: About, forStaff: boolean): string {
  if (about.kind === 'thread') return sentence`Thread: ${about.subject}`;
  return forStaff ? `Order of ${about.patient.name}` : 'Your conversation';
}

function LiveConversation({ conversation, leading, trailing, renderHeader, composer, onEscape }: Omit<ConversationViewProps, 'roomId' | 'kind'> & { conversation: Conversation }) {
  const { about, members } = conversation;
  const user = useUser();
  const signals = useRoomSignals(about.roomId);
  const sending = useSendMessage(about.roomId);
  const forStaff = isStaff(user.role);
  return (
    <section
      className={classes.view}
      data-for={forStaff ? 'staff' : 'patient'}
      aria-label={viewLabel(about, forStaff)}
    >
      {renderHeader && about.kind === 'order' ? (
        renderHeader(about)
      ) : (
        <ConversationHeader about={about} callerId={user.id} viewers={signals.viewers} leading={leading} trailing={trailing} />
      )}
      <MessageList conversation={conversation} signals={signals} sending={sending} user={user} />
      <TypingLine signals={signals} members={members} user={user} />
      {about.kind === 'order' && !isOpen(about.status) && <p className={classes.closed}>This order is {statusName(about.status).toLowerCase()}.</p>}
      <Composer
        about={about}
        members={members}
        user={user}
        onSend={sending.send}
        handle={composer}
        onEscape={onEscape}
      />
    </section>
  );
}
