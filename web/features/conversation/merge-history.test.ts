import { expect, test } from 'vitest';
import { aConversation, aMessage, anOrder, lena } from './conversation.fixture.ts';
import { adoptHistory, prependHistory } from './merge-history.ts';
import { acceptMessage } from './accept-message.ts';

const seqs = (messages: { seq: number }[]): number[] => messages.map(({ seq }) => seq);
const read = (first: number, last: number, hasMore = true) => ({
  about: anOrder({ lastSeq: last }),
  page: { items: Array.from({ length: last - first + 1 }, (_, index) => aMessage(first + index)), hasMore },
  members: [],
  position: last,
});

test('a page that joins on keeps what was loaded before', () => {
  const previous = aConversation({ messages: [3, 4, 5, 6].map((seq) => aMessage(seq)), cursor: 6, hasMore: true });
  const merged = adoptHistory(previous, read(6, 9));
  expect(seqs(merged.messages)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect(merged.hasMore).toBe(true);
});

test('a page beyond a gap replaces what was loaded before', () => {
  const previous = aConversation({ messages: [3, 4].map((seq) => aMessage(seq)), cursor: 4 });
  const merged = adoptHistory(previous, read(8, 9));
  expect(seqs(merged.messages)).toEqual([8, 9]);
  expect(merged.hasMore).toBe(true);
});

test('a reply that came while the page was on its way stays', () => {
  const previous = acceptMessage(aConversation({ cursor: 9 }), aMessage(12, { sender: lena }));
  expect(seqs(adoptHistory(previous, read(8, 9)).messages)).toEqual([8, 9, 12]);
});

test('older messages go before, without those that are there', () => {
  const state = aConversation({ messages: [5, 6].map((seq) => aMessage(seq)), hasMore: true });
  const merged = prependHistory(state, { items: [3, 4, 5].map((seq) => aMessage(seq)), hasMore: false });
  expect(seqs(merged.messages)).toEqual([3, 4, 5, 6]);
  expect(merged.hasMore).toBe(false);
});
