/** Something that many readers are told: what is made of it for them is made once. */
export abstract class MadeOnce {
  readonly #made = new Map<string, unknown>();

  /** What `make` gives, made at the first call with this key; one key stands for one kind of thing. */
  once<T>(key: string, make: () => T): T {
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key) as T;
  }
}
