import type { MessageVisibility } from '../../../shared/messages.ts';

/** Whose words, for which room, and for whose eyes. A draft is found by all three or not at all. */
export interface DraftPlace {
  userId: string;
  roomId: string;
  mode: MessageVisibility;
}

const prefix = 'medsync.draft.';

const keyOf = ({ userId, roomId, mode }: DraftPlace): string => `${prefix}${userId}.${roomId}.${mode}`;

/** Storage of this tab, which survives a reload and ends with the tab: unsent words about a patient do not stay on a shared desk. */
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'length' | 'key'>;

export function readDraft(place: DraftPlace, store: Store = sessionStorage): string {
  return store.getItem(keyOf(place)) ?? '';
}

export function writeDraft(place: DraftPlace, text: string, store: Store = sessionStorage): void {
  if (text === '') return store.removeItem(keyOf(place));
  try {
    store.setItem(keyOf(place), text);
  } catch {
    // the storage is full or refused: the words are still in the field
  }
}

/** Forgets every draft of everyone; to be called when somebody signs out or the session ends. */
export function clearDrafts(store: Store = sessionStorage): void {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index));
  for (const key of keys) if (key?.startsWith(prefix)) store.removeItem(key);
}
