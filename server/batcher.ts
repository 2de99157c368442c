import { currentOwner, sharedBy, workFor, workForAll, type WorkOwner } from './work-owner.ts';

/** Does together what is asked for at about the same time: one transaction costs what many would. */
export interface Batcher<Item, Result> {
  /** Items of one key that are bound alike are done in the order in which they came, one group after the other. */
  submit(key: string, item: Item): Promise<Result>;
}

/** What became of one item of a group. */
export type Outcome<Result> = { result: Result } | { refused: Error };

interface BatcherOptions<Item, Result> {
  /** One outcome for each item. A rejection is everyone's. */
  run(items: Item[]): Promise<Outcome<Result>[]>;
  /** Items in one group; the others wait for the next. */
  most: number;
  /** Milliseconds for which those who came while a group was under way wait for more of them; others never wait. */
  gatherFor?: number;
  /** Groups of one key under way at once; a small one waits for large ones to end. */
  atOnce?: number;
  /** Items for which this is the same, as it is for all where it is not given, are never in two groups at once. */
  boundBy?: (item: Item) => string;
  /** Whether one item alone may have made the group fail: then each is tried by itself. */
  isFaultOfOne?: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  bond: string;
  owner: WorkOwner | null;
  settle: PromiseWithResolvers<Result>;
}

interface Queue<Item, Result> {
  waiting: Waiting<Item, Result>[];
  underWay: number;
  itemsUnderWay: number;
  isGathering: boolean;
  /** What the groups under way are bound by. */
  bonds: Set<string>;
}

export function createBatcher<Item, Result>({
  run,
  most,
  gatherFor = 0,
  atOnce = 1,
  boundBy = () => '',
  isFaultOfOne = () => false,
}: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const queues = new Map<string, Queue<Item, Result>>();

  async function settleGroup(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const items = group.map(({ item }) => item);
      const owner = sharedBy(group.map((each) => each.owner));
      // whoever began the group, it is everyone's
      const outcomes = await (owner ? workFor(owner, () => run(items)) : workForAll(() => run(items)));
      for (const [index, { settle }] of group.entries()) {
        const outcome = outcomes[index]!;
        if ('refused' in outcome) settle.reject(outcome.refused);
        else settle.resolve(outcome.result);
      }
    } catch (error) {
      if (group.length > 1 && isFaultOfOne(error)) for (const single of group) await settleGroup([single]);
      else for (const { settle } of group) settle.reject(error);
    }
  }

  /** The next group, if there is room for one and somebody who need not wait for a group under way. */
  function takeGroup(queue: Queue<Item, Result>): Waiting<Item, Result>[] {
    if (queue.waiting.length === 0 || queue.underWay >= atOnce || (queue.isGathering && queue.waiting.length < most)) return [];
    const group = queue.waiting.filter(({ bond }) => !queue.bonds.has(bond)).slice(0, most);
    // small groups side by side do less than large ones in turn; but who comes alone while little is under way need not wait
    if (group.length * 2 < queue.itemsUnderWay) return [];
    const taken = new Set(group);
    queue.waiting = queue.waiting.filter((each) => !taken.has(each));
    return group;
  }

  function start(key: string, queue: Queue<Item, Result>): void {
    for (let group = takeGroup(queue); group.length > 0; group = takeGroup(queue)) void begin(key, queue, group);
  }

  async function begin(key: string, queue: Queue<Item, Result>, group: Waiting<Item, Result>[]): Promise<void> {
    const bonds = new Set(group.map(({ bond }) => bond));
    for (const bond of bonds) queue.bonds.add(bond);
    queue.underWay += 1;
    queue.itemsUnderWay += group.length;
    await settleGroup(group);
    queue.underWay -= 1;
    queue.itemsUnderWay -= group.length;
    for (const bond of bonds) queue.bonds.delete(bond);
    if (queue.underWay === 0 && queue.waiting.length === 0) queues.delete(key);
    else if (gatherFor > 0) gather(key, queue);
    else start(key, queue);
  }

  function gather(key: string, queue: Queue<Item, Result>): void {
    if (!queue.isGathering)
      setTimeout(() => {
        queue.isGathering = false;
        start(key, queue);
      }, gatherFor);
    queue.isGathering = true;
    start(key, queue);
  }

  return {
    submit(key, item) {
      const queue = queues.get(key) ?? { waiting: [], underWay: 0, itemsUnderWay: 0, isGathering: false, bonds: new Set() };
      queues.set(key, queue);
      const settle = Promise.withResolvers<Result>();
      queue.waiting.push({ item, bond: boundBy(item), owner: currentOwner(), settle });
      // what is read from the sockets in one turn goes together
      setImmediate(start, key, queue);
      return settle.promise;
    },
  };
}
