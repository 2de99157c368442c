import { describe, expect, test } from 'vitest';
import type { Thread } from '../../../shared/threads.ts';
import { minuteAfterNoon } from '../conversation/conversation.fixture.ts';
import { mergeChangedThread, threadsOf, type ThreadChange, type ThreadPage } from './merge-changed-thread.ts';
import { aThreadRow } from './thread.fixture.ts';

const list = (pages: number[][], more = false) => ({
  pages: pages.map((minutes, index): ThreadPage => ({
    items: minutes.map((minute) => aThreadRow(minute)),
    nextCursor: index < pages.length - 1 || more ? `after page ${index}` : null,
  })),
  pageParams: pages.map(() => null),
});
const changed = (summary: Thread) => ({ roomId: summary.roomId, summary });
const ids = (merged: ReturnType<typeof list>) => threadsOf(merged).map(({ roomId }) => Number(roomId));
const merge = (before: ReturnType<typeof list>, thread: Thread) => ids(mergeChangedThread(before, changed(thread)));

describe('the most lively first', () => {
  test('a new thread goes to its place', () => {
    expect(merge(list([[9, 5], [1]]), aThreadRow(12))).toEqual([12, 9, 5, 1]);
    expect(merge(list([[9, 5], [1]]), aThreadRow(4))).toEqual([9, 5, 4, 1]);
    expect(merge(list([[]]), aThreadRow(4))).toEqual([4]);
  });

  test('one in which somebody wrote moves up, and is there once', () => {
    expect(merge(list([[9, 5], [1]]), aThreadRow(1, { updatedAt: minuteAfterNoon(30), lastSeq: 2 }))).toEqual([1, 9, 5]);
  });

  test('past the last loaded page it waits for the next page', () => {
    expect(merge(list([[9, 5]], true), aThreadRow(2))).toEqual([9, 5]);
  });
});

test('reading changes the row and not its place', () => {
  const before = list([[9, 5]]);
  before.pages[0]!.items[1]!.unread = 3;
  const merged = mergeChangedThread(before, changed(aThreadRow(5, { unread: 0, lastReadSeq: 1 })));
  expect(threadsOf(merged).map(({ unread }) => unread)).toEqual([0, 0]);
  expect(ids(merged)).toEqual([9, 5]);
});

test('who is taken out has the thread no more, whatever page it is on; who never had it sees no change', () => {
  const before = list([[9, 5], [1]]);
  expect(ids(mergeChangedThread(before, { roomId: '01', summary: null }))).toEqual([9, 5]);
  expect(mergeChangedThread(before, { roomId: '07', summary: null })).toBe(before);
});

test('a change that is older than the row is ignored', () => {
  const before = list([[5]]);
  Object.assign(before.pages[0]!.items[0]!, { lastSeq: 4, lastReadSeq: 4 });
  expect(mergeChangedThread(before, changed(aThreadRow(5, { lastSeq: 3 })))).toBe(before);
  expect(mergeChangedThread(before, changed(aThreadRow(5, { lastSeq: 4, lastReadSeq: 2, unread: 2 })))).toBe(before);
});

test('state plus changes is the list read anew', () => {
  // the server in small: threads by when they were last lively
  const threads = new Map([1, 5, 9].map((minute) => [minute, aThreadRow(minute)]));
  const read = () => ({ pages: [{ items: [...threads.values()].toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)), nextCursor: null }] as ThreadPage[], pageParams: [null] });
  const start = read();
  const changes = [
    aThreadRow(5, { lastSeq: 2, unread: 1, updatedAt: minuteAfterNoon(20) }),
    aThreadRow(7, { updatedAt: minuteAfterNoon(21) }),
    aThreadRow(5, { lastSeq: 2, lastReadSeq: 2, updatedAt: minuteAfterNoon(20) }),
    aThreadRow(1, { lastSeq: 2, participants: [], updatedAt: minuteAfterNoon(22) }),
  ].map((thread) => (threads.set(Number(thread.roomId), thread), changed(thread)));
  threads.delete(9);
  const all: ThreadChange[] = [...changes, { roomId: '09', summary: null }];
  const merged = all.reduce((state, change) => mergeChangedThread(state, change), start);
  expect(merged).toEqual(read());
  expect(all.reduce((state, change) => mergeChangedThread(state, change), merged)).toEqual(merged);
});
