import { expect, test } from 'vitest';
import { stateStream } from './state-stream.ts';

/** A number that changes, and how many watch it. */
function counter() {
  const listeners = new Set<() => void>();
  const state = { value: 0, reads: 0, listeners };
  return {
    state,
    set(value: number) {
      state.value = value;
      for (const listener of listeners) listener();
    },
    stream: (signal: AbortSignal) =>
      stateStream(
        (changed) => {
          listeners.add(changed);
          return () => listeners.delete(changed);
        },
        () => (state.reads++, [state.value]),
        signal,
      ),
  };
}

test('the state comes first, then each change that the reader waits for', async () => {
  const { set, stream } = counter();
  const reader = stream(new AbortController().signal);
  expect(await reader.next()).toEqual({ done: false, value: 0 });
  const next = reader.next();
  set(1);
  expect(await next).toEqual({ done: false, value: 1 });
  await reader.return();
});

test('changes that come while the reader is busy are one, and it is the newest', async () => {
  const { state, set, stream } = counter();
  const reader = stream(new AbortController().signal);
  await reader.next();
  for (let value = 1; value <= 1_000; value++) set(value);
  expect(await reader.next()).toEqual({ done: false, value: 1_000 });
  expect(state.reads).toBe(2);
  const next = reader.next();
  set(1_001);
  expect((await next).value).toBe(1_001);
  await reader.return();
});

test('a change during the reading of the state is read again', async () => {
  const abort = new AbortController();
  const seen: number[] = [];
  let value = 0;
  let change: () => void = () => undefined;
  const reader = stateStream(
    (changed) => ((change = changed), () => undefined),
    async () => {
      const read = value;
      if (value < 3) {
        value++;
        change();
      }
      return [read];
    },
    abort.signal,
  );
  for await (const item of reader) if (seen.push(item) === 4) abort.abort();
  expect(seen).toEqual([0, 1, 2, 3]);
});

test.each(['while it waits', 'before it starts', 'between two values'] as const)('a reader who leaves %s leaves nothing behind', async (when) => {
  const abort = new AbortController();
  const { state, stream } = counter();
  const reader = stream(abort.signal);
  if (when === 'before it starts') abort.abort();
  const first = await reader.next();
  expect(first.done).toBe(when === 'before it starts');
  if (when === 'while it waits') {
    const next = reader.next();
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  }
  abort.abort();
  expect((await reader.next()).done).toBe(true);
  expect(state.listeners.size).toBe(0);
});

test('a state that cannot be read ends the stream with the reason and leaves nothing behind', async () => {
  let watching = 0;
  const reader = stateStream(() => (watching++, () => watching--), () => Promise.reject(new Error('away')), new AbortController().signal);
  await expect(reader.next()).rejects.toThrow('away');
  expect(watching).toBe(0);
});
