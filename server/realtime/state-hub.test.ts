import { expect, test, vi } from 'vitest';
import { createStateHub, hubStream, type StateChange } from './state-hub.ts';

/** A number that changes; readers are told by how much. */
function counter() {
  const facts = { value: 0, reads: 0 };
  const hub = createStateHub<{ value: number }, string>({
    read: () => (facts.reads++, { value: facts.value }),
    differences: (from, to) => (from?.value === to.value ? [] : [`${from?.value ?? 'nothing'} to ${to.value}`]),
  });
  const set = (value: number) => {
    facts.value = value;
    hub.changed();
  };
  return { facts, hub, set };
}
const turn = () => new Promise(setImmediate);

function read(hub: ReturnType<typeof counter>['hub'], direct?: (change: StateChange<{ value: number }, string>) => boolean) {
  const abort = new AbortController();
  const stream = hubStream({ hub, signal: abort.signal, outlet: null, ...(direct && { direct }) });
  return { stream, abort, next: async () => (await stream.next()).value };
}

test('the whole state comes first, then each change', async () => {
  const { hub, set } = counter();
  const { next, stream } = read(hub);
  expect(await next()).toBe('nothing to 0');
  const change = next();
  set(1);
  expect(await change).toBe('0 to 1');
  await stream.return();
});

test('what changes together is read once for all readers and told as one step', async () => {
  const { facts, hub, set } = counter();
  const readers = [read(hub), read(hub), read(hub)];
  for (const { next } of readers) await next();
  const steps = readers.map(({ next }) => next());
  const before = facts.reads;
  for (let value = 1; value <= 100; value++) set(value);
  expect(await Promise.all(steps)).toEqual(Array.from(readers, () => '0 to 100'));
  expect(facts.reads).toBe(before + 1);
});

test('a reader who was busy is told the step from what it knows to what is so', async () => {
  const { hub, set } = counter();
  const { next } = read(hub);
  await next();
  for (const value of [1, 2, 3]) {
    set(value);
    await turn();
  }
  expect(await next()).toBe('0 to 3');
});

test('what comes back to what it was is no news', async () => {
  const { hub, set } = counter();
  const { next } = read(hub);
  await next();
  const step = next();
  set(1);
  set(0);
  await turn();
  set(2);
  expect(await step).toBe('0 to 2');
});

test('direct readers are handed each step, the first one too, made into text once, and go on by themselves when they are not', async () => {
  const { hub, set } = counter();
  const taken: string[] = [];
  let made = 0;
  let isOpen = true;
  const direct = (change: StateChange<{ value: number }, string>) => {
    if (isOpen) taken.push(change.once('text', () => (made++, change.signals.join())));
    return isOpen;
  };
  const readers = [read(hub, direct), read(hub, direct)];
  const steps = readers.map(({ next }) => next());
  await turn();
  set(1);
  await turn();
  set(2);
  await turn();
  expect(taken).toEqual(['nothing to 0', 'nothing to 0', '0 to 1', '0 to 1', '1 to 2', '1 to 2']);
  expect(made).toBe(3);
  isOpen = false;
  set(3);
  expect(await Promise.all(steps)).toEqual(['2 to 3', '2 to 3']);
});

test('the end is at once, also while it waits, and nothing is told afterwards', async () => {
  const { hub, set } = counter();
  const taken: number[] = [];
  const { stream, abort } = read(hub, ({ to }) => (taken.push(to.value), true));
  const end = stream.next();
  await turn();
  abort.abort();
  expect((await end).done).toBe(true);
  set(1);
  await turn();
  expect(taken).toEqual([0]);
});

test('who comes while something has changed is told of it with everybody else, in one step for all who come', async () => {
  const { facts, hub, set } = counter();
  const steps: StateChange<{ value: number }, string>[] = [];
  const follow = () => read(hub, (change) => (steps.push(change), true));
  void follow().stream.next();
  await turn();
  set(1);
  const reads = facts.reads;
  for (const { stream } of [follow(), follow()]) void stream.next();
  set(2);
  await turn();
  await turn();
  expect(facts.reads).toBe(reads + 1);
  expect(steps.map(({ signals }) => signals.join())).toEqual(['nothing to 0', '0 to 2', 'nothing to 2', 'nothing to 2']);
  expect(steps[2]).toBe(steps[3]);
});

test('changes are gathered for as long as the hub says, from the first of them on', () => {
  vi.useFakeTimers();
  try {
    let value = 0;
    let reads = 0;
    const hub = createStateHub<number, number>({ read: () => (reads++, value), differences: (_, to) => [to], gatherFor: 50 });
    const told: number[] = [];
    hub.onChange(({ to }) => told.push(to));
    for (value = 1; value <= 100; value += 1) {
      hub.changed();
      vi.advanceTimersByTime(1);
    }
    expect(told).toEqual([50, 100]);
    expect(reads).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});
