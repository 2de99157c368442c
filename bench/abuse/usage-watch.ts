import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from '../server-process.ts';
import type { Usage } from '../server.ts';

export interface UsageWatch {
  /** What the server used while `work` went on. */
  over<T>(work: () => Promise<T>): Promise<{ result: T; cpuPercent: number; mostRssBytes: number }>;
  stop(): Promise<void>;
}

const lookEvery = 100;

/** Looks at the server's memory again and again. Nobody else may ask the server meanwhile. */
export function watchUsage(server: ServerProcess): UsageWatch {
  let latest: Usage = { cpuMicros: 0, rssBytes: 0 };
  let most = 0;
  const stopping = new AbortController();

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      latest = await server.usage();
      most = Math.max(most, latest.rssBytes);
      await delay(lookEvery);
    }
  }
  const looking = look().catch(() => undefined);

  return {
    async over(work) {
      const startedAt = performance.now();
      const { cpuMicros, rssBytes } = latest;
      most = rssBytes;
      const result = await work();
      const milliseconds = performance.now() - startedAt;
      return { result, cpuPercent: ((latest.cpuMicros - cpuMicros) / 1_000 / milliseconds) * 100, mostRssBytes: most };
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
