import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFairQueue, type Claimant, type FairQueue, type Release } from './fair-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wide = { all: 1, lane: 1, tenant: 1, person: 1 };
const open = (most: Partial<typeof wide>, waiting = 1_000) =>
  createFairQueue({
    most: { ...wide, ...most },
    waiting,
    patience: 3_000,
    tooMany: () => new Error('too many'),
    tooLate: () => new Error('too late'),
  });

const person = (personId: string | null, tenantId = 'greenleaf'): Claimant => ({ lane: 'people', tenantId, personId });
const shared = (tenantId = 'greenleaf'): Claimant => ({ lane: 'shared', tenantId, personId: null });
const nameOf = ({ lane, tenantId, personId }: Claimant): string => `${lane} ${tenantId} ${personId}`;

/** Enters for each, in order, and tells who has been let in; `next` gives the oldest turn back. */
function ask(queue: FairQueue, claimants: readonly Claimant[]) {
  const entered: Claimant[] = [];
  const held: { claimant: Claimant; release: Release }[] = [];
  for (const claimant of claimants)
    void queue.enter(claimant).then((release) => {
      entered.push(claimant);
      held.push({ claimant, release });
    });
  return {
    entered,
    held,
    async next() {
      held.shift()?.release();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

/** All that were let in, when only one is at a time. */
async function orderOf(queue: FairQueue, claimants: readonly Claimant[]): Promise<string[]> {
  const asked = ask(queue, claimants);
  await asked.next();
  for (let turn = 0; turn < claimants.length; turn++) await asked.next();
  return asked.entered.map(nameOf);
}

test('who may hold fewer turns than others holds fewer, from the next claim on', async () => {
  const queue = open({ all: 10, lane: 10, tenant: 10, person: 3 });
  const tom = person('tom');
  const held = [queue.tryEnter(tom), queue.tryEnter(tom)];
  expect(held).not.toContain(null);
  expect(queue.tryEnter({ ...tom, most: 1 })).toBeNull();
  held.forEach((release) => release!());
  expect(queue.tryEnter({ ...tom, most: 1 })).not.toBeNull();
  expect(queue.tryEnter({ ...tom, most: 1 })).toBeNull();
  expect(queue.tryEnter(tom)).not.toBeNull();
});

test('people take turns, however many claims each has made', async () => {
  const [lena, tom, grace] = [person('lena'), person('tom'), person('grace')];
  expect(await orderOf(open({}), [lena, lena, lena, lena, tom, grace, tom])).toEqual([lena, lena, tom, grace, lena, tom, lena].map(nameOf));
});

test('tenants take turns before people do, and lanes before tenants', async () => {
  const [lena, tom, priya] = [person('lena'), person('tom'), person('priya', 'harbor')];
  const claims = [lena, lena, lena, tom, tom, priya, priya, shared(), shared('harbor')];
  expect(await orderOf(open({}), claims)).toEqual([lena, lena, shared(), priya, shared('harbor'), tom, priya, lena, tom].map(nameOf));
});

test('whoever holds their share is passed over; what others leave free stays free for others', async () => {
  const queue = open({ all: 10, lane: 8, tenant: 6, person: 3 });
  const many = (claimant: Claimant) => Array.from({ length: 12 }, () => claimant);
  const count = (lane: Claimant['lane'], tenantId: string) => asked.entered.filter((each) => each.lane === lane && each.tenantId === tenantId).length;
  const asked = ask(queue, [...many(person('lena')), ...many(person('tom')), ...many(person('grace')), ...many(person('priya', 'harbor'))]);
  await asked.next();
  expect(asked.entered.filter(({ personId }) => personId === 'lena')).toHaveLength(3);
  expect(count('people', 'greenleaf')).toBe(6);
  expect(count('people', 'harbor')).toBe(2);
  expect(queue.tryEnter(person('omar', 'northside')), 'people hold all that people may').toBeNull();
  expect(queue.tryEnter(shared()), 'and leave some to what serves many').not.toBeNull();
});

test('one claim too many is refused, and a claim waits only so long', async () => {
  const queue = open({}, 2);
  const release = queue.tryEnter(person('lena'))!;
  const late = [queue.enter(person('lena')), queue.enter(person('lena'))];
  const outcome = Promise.allSettled(late);
  await expect(queue.enter(person('lena'))).rejects.toThrow('too many');
  const other = queue.enter(person('tom'));
  vi.advanceTimersByTime(2_999);
  expect(queue.waiting).toBe(3);
  release();
  (await late[0])!();
  (await other)();
  vi.advanceTimersByTime(1);
  (await late[1])!();
  expect((await outcome).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);

  const again = queue.tryEnter(person('lena'))!;
  const tooLate = queue.enter(person('tom')).catch((error: Error) => error.message);
  vi.advanceTimersByTime(3_000);
  expect(await tooLate).toBe('too late');
  expect(queue.waiting).toBe(0);
  again();
  again();
  expect(queue.tryEnter(person('grace'))).not.toBeNull();
  expect(queue.tryEnter(person('tom'))).toBeNull();
});

test('nobody waits behind more than one claim of each colleague, and no share is exceeded', async () => {
  const claims = array(record({ who: constantFrom('a', 'b', 'c', 'd'), of: constantFrom('greenleaf', 'harbor') }), { maxLength: 40 });
  const step = async (asked: ReturnType<typeof ask>, at: number) => {
    if (asked.held.length === 0) return;
    asked.held.splice(at % asked.held.length, 1)[0]!.release();
    await Promise.resolve();
    await Promise.resolve();
  };
  await assert(
    asyncProperty(claims, integer({ min: 0, max: 1_000 }), integer({ min: 1, max: 3 }), async (wanted, at, most) => {
      const queue = open({ all: 4, lane: 4, tenant: 3, person: most });
      const first = ask(queue, wanted.map(({ who, of }) => person(who, of)));
      await step(first, at);
      const newcomer = ask(queue, [person('newcomer')]);
      const before = first.entered.length;
      for (let turn = 0; turn < 100 && newcomer.entered.length === 0; turn++) {
        for (const who of ['a', 'b', 'c', 'd']) {
          const held = first.held.filter(({ claimant }) => claimant.tenantId === 'greenleaf' && claimant.personId === who);
          expect(held.length).toBeLessThanOrEqual(most);
        }
        expect(first.held.filter(({ claimant }) => claimant.tenantId === 'greenleaf').length).toBeLessThanOrEqual(3);
        await step(first, at + turn);
      }
      const meanwhile = first.entered.slice(before).filter(({ tenantId }) => tenantId === 'greenleaf');
      expect(newcomer.entered).toHaveLength(1);
      expect(new Set(meanwhile.map(nameOf)).size, 'one each').toBe(meanwhile.length);
    }),
    { numRuns: 300 },
  );
});
