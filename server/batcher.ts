/** Does together what is asked for while the group before it is under way: one transaction costs what many would. */
export interface Batcher<Item, Result> {
  /** Items of one key are done in the order in which they came, one group after the other. */
  submit(key: string, item: Item): Promise<Result>;
}

/** What became of one item of a group. */
export type Outcome<Result> = { result: Result } | { refused: Error };

interface BatcherOptions<Item, Result> {
  /** One outcome for each item. A rejection is everyone's. */
  run(items: Item[]): Promise<Outcome<Result>[]>;
  /** Items in one group; the others wait for the next. */
  most: number;
  /** Whether one item alone may have made the group fail: then each is tried by itself. */
  isFaultOfOne?: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  settle: PromiseWithResolvers<Result>;
}

export function createBatcher<Item, Result>({ run: runGroup, most, isFaultOfOne = () => false }: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  /** Keys with a group under way, and who waits for the next. */
  const waiting = new Map<string, Waiting<Item, Result>[]>();

  async function settleGroup(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const outcomes = await runGroup(group.map(({ item }) => item));
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

  async function run(key: string, queue: Waiting<Item, Result>[]): Promise<void> {
    while (queue.length > 0) await settleGroup(queue.splice(0, most));
    waiting.delete(key);
  }

  return {
    submit(key, item) {
      const settle = Promise.withResolvers<Result>();
      const queue = waiting.get(key);
      if (queue) queue.push({ item, settle });
      else {
        const started = [{ item, settle }];
        waiting.set(key, started);
        void run(key, started);
      }
      return settle.promise;
    },
  };
}
