/** Something fleeting that one connection says about one person. Never stored; it ends with the connection or its lease. */
export interface LiveEntry<T> {
  userId: string;
  value: T;
}

/** An entry where it is held. */
export interface HeldEntry<T> extends LiveEntry<T> {
  /** The node on which it was entered; empty for this one. */
  node: string;
  group: string;
  key: string;
  /** Milliseconds since 1970; Infinity without a lease. */
  until: number;
  lapse: NodeJS.Timeout | null;
}

interface Group<T> {
  byKey: Map<string, HeldEntry<T>>;
  byPerson: Map<string, Set<HeldEntry<T>>>;
}

const idOf = (node: string, key: string): string => (node === '' ? key : `${node} ${key}`);

/** Live entries by group, by person in a group and by node, so that none is found by looking through the others. */
export class LiveEntries<T> {
  readonly #groups = new Map<string, Group<T>>();
  readonly #byNode = new Map<string, Set<HeldEntry<T>>>();

  find(node: string, group: string, key: string): HeldEntry<T> | undefined {
    return this.#groups.get(group)?.byKey.get(idOf(node, key));
  }

  /** The entries of the key on every node. */
  findAll(group: string, key: string): HeldEntry<T>[] {
    return [...this.#byNode.keys()].flatMap((node) => this.find(node, group, key) ?? []);
  }

  add(held: HeldEntry<T>): void {
    const group = this.#groups.get(held.group) ?? { byKey: new Map(), byPerson: new Map() };
    this.#groups.set(held.group, group);
    group.byKey.set(idOf(held.node, held.key), held);
    group.byPerson.set(held.userId, (group.byPerson.get(held.userId) ?? new Set()).add(held));
    this.#byNode.set(held.node, (this.#byNode.get(held.node) ?? new Set()).add(held));
  }

  remove(held: HeldEntry<T>): void {
    if (held.lapse) clearTimeout(held.lapse);
    const group = this.#groups.get(held.group);
    group?.byKey.delete(idOf(held.node, held.key));
    if (group) removeFrom(group.byPerson, held.userId, held);
    if (group?.byKey.size === 0) this.#groups.delete(held.group);
    removeFrom(this.#byNode, held.node, held);
  }

  inGroup(group: string): HeldEntry<T>[] {
    return [...(this.#groups.get(group)?.byKey.values() ?? [])];
  }

  /** Oldest first. */
  ofPerson(group: string, userId: string): HeldEntry<T>[] {
    return [...(this.#groups.get(group)?.byPerson.get(userId) ?? [])];
  }

  ofNode(node: string): HeldEntry<T>[] {
    return [...(this.#byNode.get(node) ?? [])];
  }

  sizeOf(group: string): number {
    return this.#groups.get(group)?.byKey.size ?? 0;
  }

  sizeOfNode(node: string): number {
    return this.#byNode.get(node)?.size ?? 0;
  }

  get size(): number {
    return this.#byNode.values().reduce((sum, { size }) => sum + size, 0);
  }

  clear(): void {
    for (const all of this.#byNode.values()) for (const { lapse } of all) if (lapse) clearTimeout(lapse);
    this.#groups.clear();
    this.#byNode.clear();
  }
}

function removeFrom<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}
