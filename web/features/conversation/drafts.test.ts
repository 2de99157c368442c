import { expect, test } from 'vitest';
import { clearDrafts, readDraft, writeDraft, type DraftPlace } from './drafts.ts';

/** `Storage` over a map. */
function createStore() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    key: (index: number) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}

const place: DraftPlace = { userId: 'lena', roomId: 'room 1', mode: 'everyone' };

test('a draft comes back only for the same person, order and mode', () => {
  const store = createStore();
  writeDraft(place, 'Your refill is', store);
  expect(readDraft(place, store)).toBe('Your refill is');
  expect(readDraft({ ...place, roomId: 'room 2' }, store)).toBe('');
  expect(readDraft({ ...place, mode: 'staff' }, store)).toBe('');
  expect(readDraft({ ...place, userId: 'tom' }, store)).toBe('');
});

test('an emptied draft leaves nothing behind', () => {
  const store = createStore();
  writeDraft(place, 'x', store);
  writeDraft(place, '', store);
  expect(store.length).toBe(0);
});

test('signing out clears drafts and nothing else', () => {
  const store = createStore();
  store.setItem('theme', 'dark');
  writeDraft(place, 'x', store);
  writeDraft({ ...place, mode: 'staff' }, 'y', store);
  clearDrafts(store);
  expect(store.length).toBe(1);
});

test('a full storage does not stop the typing', () => {
  const store = { ...createStore(), setItem: () => { throw new Error('full'); } };
  expect(() => writeDraft(place, 'x', store)).not.toThrow();
});
