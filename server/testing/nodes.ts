import { randomBytes } from 'node:crypto';
import { startAppOn, type TestApp, type TestAppOptions } from './app-on-database.ts';
import { createTestDatabase } from './postgres-database.ts';

export interface TestNodes extends AsyncDisposable {
  readonly secretKey: Buffer;
  readonly nodes: readonly [TestApp, TestApp];
  /** One more node, which may have options of its own. */
  add(options?: TestAppOptions): Promise<TestApp>;
}

/** Two apps on one database, as two machines run them. */
export async function startTestNodes(options: TestAppOptions): Promise<TestNodes> {
  const database = await createTestDatabase();
  const secretKey = randomBytes(32);
  const running = new AsyncDisposableStack();
  running.defer(() => database.drop());
  const add = async (own: TestAppOptions = {}): Promise<TestApp> =>
    running.use(await startAppOn({ ...database, drop: async () => undefined }, { ...options, ...own, secretKey }));
  return {
    secretKey,
    nodes: [await add(), await add()],
    add,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
