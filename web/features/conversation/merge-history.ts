import type { MessagePage } from '../../../shared/messages.ts';
import type { Member } from '../../../shared/rooms.ts';
import type { About, Conversation } from './conversation.ts';

/** What reading a room anew gives. */
export interface RoomHistory {
  about: About;
  page: MessagePage;
  members: Member[];
  /** Where the feed stood before the reading began: everything after it arrives as an event. */
  position: number;
}

/**
 * The state after reading the room anew. What was loaded before stays when the new page joins on to it without a gap.
 */
export function adoptHistory(previous: Conversation | undefined, { about, page, members, position }: RoomHistory): Conversation {
  const first = page.items[0]?.seq;
  const joins = previous && first !== undefined && page.hasMore && previous.cursor >= first;
  const older = joins ? previous.messages.filter(({ seq }) => seq < first) : [];
  // replies to what was sent while the page was on its way; the feed fills what lies between
  const newer = (previous?.messages ?? []).filter(({ seq }) => seq > Math.max(position, page.items.at(-1)?.seq ?? 0));
  return {
    about,
    messages: [...older, ...page.items, ...newer],
    members,
    cursor: position,
    hasMore: joins && older.length > 0 ? previous.hasMore : page.hasMore,
  };
}

/** Puts a page of older messages before what is there. */
export function prependHistory(state: Conversation, page: MessagePage): Conversation {
  const first = state.messages[0]?.seq ?? Infinity;
  const older = page.items.filter(({ seq }) => seq < first);
  return { ...state, messages: [...older, ...state.messages], hasMore: page.hasMore };
}
