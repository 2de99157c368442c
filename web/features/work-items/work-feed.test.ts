import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Task } from '../../../shared/tasks.ts';
import type { WorkList } from './merge-work-change.ts';
import { createWorkFeed, workItemKey, workListKey } from './work-feed.ts';
import { aboutFeed, eventOf, everything, taskOf } from './work-item.fixture.ts';
import type { WorkFilter } from './work-kinds.ts';

const mine: WorkFilter = { ...everything, ownerId: 'rosa' };
const pageOf = (...items: Task[]): WorkList => ({ pages: [{ items, nextCursor: null }], pageParams: [null] });
const updated = (item: Task) => eventOf({ kind: 'tasks', item });

let queryClient: QueryClient;
beforeEach(() => {
  queryClient = new QueryClient();
  return () => queryClient.clear();
});

const cached = (filter: WorkFilter) => queryClient.getQueryData<WorkList>(workListKey('tasks', filter))?.pages[0]?.items;

test('a change goes into every cached list of its kind that it concerns, and into the item itself', () => {
  const feed = createWorkFeed(queryClient);
  for (const filter of [everything, mine]) queryClient.setQueryData(workListKey('tasks', filter), pageOf(taskOf({ id: 'other', assignee: { id: 'rosa', name: 'Rosa' } })));
  queryClient.setQueryData(workListKey('labResults', everything), pageOf());
  queryClient.setQueryData(workItemKey('tasks', 'task'), taskOf());
  const changed = taskOf({ version: 2, title: 'Call back today' });
  feed.onEvent(updated(changed));
  feed.onEvent(updated(taskOf()));
  expect(cached(everything)).toContainEqual(changed);
  expect(cached(mine)).not.toContainEqual(changed);
  expect(queryClient.getQueryData(workItemKey('tasks', 'task'))).toEqual(changed);
  expect(queryClient.getQueryData<WorkList>(workListKey('labResults', everything))?.pages[0]?.items).toEqual([]);
});

test('a list that was read before a change and arrives after it does not undo it', async () => {
  const feed = createWorkFeed(queryClient);
  const answer = Promise.withResolvers<WorkList>();
  const reading = queryClient.fetchQuery({ queryKey: workListKey('tasks', everything), queryFn: () => answer.promise });
  const changed = taskOf({ version: 2 });
  feed.onEvent(updated(changed));
  answer.resolve(pageOf(taskOf()));
  await reading;
  await vi.waitFor(() => expect(cached(everything)).toEqual([changed]));
});

test('everything is read anew when the stream has begun anew', async () => {
  const feed = createWorkFeed(queryClient);
  const queryKey = workListKey('tasks', everything);
  queryClient.setQueryData(queryKey, pageOf());
  const isStale = () => queryClient.getQueryCache().find({ queryKey })?.state.isInvalidated;
  feed.onEvent(aboutFeed('feed.heartbeat'));
  expect(isStale()).toBe(false);
  feed.onEvent(aboutFeed('work.joined'));
  await vi.waitFor(() => expect(isStale()).toBe(true));
});
