import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeWorkChange, workRows, type WorkList } from './merge-work-change.ts';
import { belongs, changeOf, listRules, type WorkChange, type WorkFilter, type WorkItem, type WorkKind } from './work-kinds.ts';
import { aboutFeed, eventOf, everything, labResultOf, priorAuthOf, taskOf } from './work-item.fixture.ts';

const rosa = { id: 'rosa', name: 'Rosa Jimenez' };
const listOf = (...items: WorkItem[]): WorkList => ({ pages: [{ items, nextCursor: null }], pageParams: [null] });
const rows = (kind: WorkKind, list: WorkList, filter = everything): WorkItem[] => workRows(kind, list, filter);

const histories: Record<string, WorkChange[]> = {
  'task.updated': [
    { kind: 'tasks', item: taskOf() },
    { kind: 'tasks', item: taskOf({ version: 2, assignee: rosa }) },
    { kind: 'tasks', item: taskOf({ version: 3, assignee: { id: 'ben', name: 'Ben Whitaker' } }) },
    { kind: 'tasks', item: taskOf({ version: 4, state: 'done', completedBy: rosa, completedAt: '2026-06-15T09:00:00.000Z' }) },
  ],
  'prior_auth.updated': [
    { kind: 'priorAuths', item: priorAuthOf() },
    { kind: 'priorAuths', item: priorAuthOf({ version: 2, status: 'submitted' }) },
    { kind: 'priorAuths', item: priorAuthOf({ version: 3, status: 'pending' }) },
    { kind: 'priorAuths', item: priorAuthOf({ version: 4, status: 'denied', note: 'Step therapy first' }) },
  ],
  'lab_result.updated': [
    { kind: 'labResults', item: labResultOf() },
    { kind: 'labResults', item: labResultOf({ version: 2, status: 'ready' }) },
    { kind: 'labResults', item: labResultOf({ version: 3, status: 'reviewed', reviewedBy: rosa }) },
  ],
};

const filters: Record<string, WorkFilter> = {
  everything,
  open: { ...everything, statuses: ['open', 'draft', 'submitted', 'pending', 'ordered', 'ready'] },
  'what is done': { ...everything, statuses: ['done', 'denied', 'reviewed'] },
  'of Rosa': { ...everything, ownerId: 'rosa' },
  'of another patient': { ...everything, patientId: 'maria' },
};

describe.each(Object.entries(histories))('%s', (_, history) => {
  const { kind } = history[0]!;
  const last = history.at(-1)!;

  test.each(Object.entries(filters))('state and events are the state read anew: %s', (_, filter) => {
    const readAfter = (count: number) => listOf(...history.slice(count - 1, count).flatMap(({ item }) => (belongs(kind, item as never, filter) ? [item] : [])));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: history.length }), fc.array(fc.constantFrom(...history)), (read, mixed) => {
        const changes = [...mixed, last];
        const end = changes.reduce((list, change) => mergeWorkChange(list, changeOf(eventOf(change))!, filter), read === 0 ? listOf() : readAfter(read));
        expect(rows(kind, end, filter)).toEqual(rows(kind, readAfter(history.length), filter));
      }),
    );
  });

  test('what left the list is not brought back by an older event', () => {
    const filter = { ...everything, statuses: ['open', 'draft', 'ordered'] };
    const end = [last, ...history].reduce((list, change) => mergeWorkChange(list, change, filter), listOf(history[0]!.item));
    expect(rows(kind, end, filter)).toEqual([]);
  });

  test('what is known in this version or a newer one stays as it is', () => {
    const list = listOf(last.item);
    for (const change of history) expect(mergeWorkChange(list, change, everything)).toBe(list);
  });
});

test.each(['work.joined', 'feed.reset', 'feed.heartbeat'] as const)('%s changes nothing', (type) => {
  expect(changeOf(aboutFeed(type))).toBeNull();
});

test('open tasks come before done ones, the earliest due first; the rest is newest first', () => {
  const tasks = [
    taskOf({ id: 'done', state: 'done', dueAt: '2026-06-01T00:00:00.000Z' }),
    taskOf({ id: 'some day' }),
    taskOf({ id: 'tomorrow', dueAt: '2026-06-16T00:00:00.000Z' }),
    taskOf({ id: 'today', dueAt: '2026-06-15T00:00:00.000Z' }),
  ];
  expect(rows('tasks', listOf(...tasks)).map(({ id }) => id)).toEqual(['today', 'tomorrow', 'some day', 'done']);
  expect(rows('labResults', listOf(labResultOf({ id: 'a' }), labResultOf({ id: 'b' }))).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('pages that are read between changes add up to the list read anew', () => {
  const filter = filters['open']!;
  const ids = [...'abcdefgh'];
  const dueAt = fc.constantFrom(null, '2026-06-15T00:00:00.000Z', '2026-06-16T00:00:00.000Z');
  const change = fc.record({ id: fc.constantFrom(...ids), state: fc.constantFrom('open' as const, 'done' as const), reads: fc.boolean() });
  fc.assert(
    fc.property(fc.array(dueAt, { minLength: 6, maxLength: 6 }), fc.array(change, { maxLength: 12 }), (times, changes) => {
      const server = new Map(times.map((at, index) => [ids[index]!, taskOf({ id: ids[index]!, dueAt: at })]));
      const { compare } = listRules.tasks;
      const readAnew = () => [...server.values()].filter((task) => belongs('tasks', task, filter)).toSorted(compare);
      let list: WorkList = { pages: [], pageParams: [] };
      let end: ReturnType<typeof taskOf> | undefined;
      // as the server does: two of a page, then those that come after its last
      const readPage = (): boolean => {
        const rest = readAnew().filter((task) => !end || compare(task, end) > 0);
        list = { pages: [...list.pages, { items: rest.slice(0, 2), nextCursor: null }], pageParams: [] };
        end = rest.slice(0, 2).at(-1) ?? end;
        return rest.length > 2;
      };
      readPage();
      for (const { id, state, reads } of changes) {
        const before = server.get(id);
        // what is done stays done
        const task = taskOf({ ...before, id, state: before?.state === 'done' ? 'done' : state, version: (before?.version ?? 0) + 1 });
        server.set(id, task);
        list = mergeWorkChange(list, { kind: 'tasks', item: task }, filter);
        if (reads) readPage();
      }
      while (readPage());
      expect(rows('tasks', list, filter)).toEqual(readAnew());
    }),
  );
});
