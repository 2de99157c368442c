import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ServerProcess {
  url: string;
  usage(): Promise<{ cpuMicros: number; rssBytes: number }>;
  stop(): Promise<void>;
}

export async function startServerProcess(options: { databaseUrl: string; secretKey: string }): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(options)]);
  const { url } = await answer<{ url: string }>(child);
  return {
    url,
    async usage() {
      child.send('usage');
      return answer(child);
    },
    async stop() {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}
