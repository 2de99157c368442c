import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../startup/free-port.ts';

/** A real Redis that keeps nothing. */
export interface TestRedis extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Runs a command of the operator's. */
  run(command: string, ...args: string[]): Promise<unknown>;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Lets it answer nothing, or answer again, without ending a connection. */
  pause(): void;
  resume(): void;
  /** Starts it again, on the same port and empty. */
  start(): Promise<void>;
}

/** What these tests need is named in `.ci/run`; who runs them without it is told. */
export const redisMissing = spawnSync('redis-server', ['--version']).error !== undefined;
if (redisMissing) process.stderr.write('redis-server is not installed: the tests of several nodes are SKIPPED.\n');

/** The paths of a certificate and its key, and what clients have to say. */
interface Secured {
  certificate: string;
  key: string;
  password: string;
}

export async function startTestRedis(settings: Record<string, string> = {}, secured: Secured | null = null): Promise<TestRedis> {
  const redis = await prepareTestRedis(settings, secured);
  await redis.start();
  return redis;
}

/** A Redis that does not run yet. */
export async function prepareTestRedis(settings: Record<string, string> = {}, secured: Secured | null = null): Promise<TestRedis> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'medsync redis '));
  const listening = secured ? securedSettings(port, secured) : { port: String(port) };
  const given = { bind: '127.0.0.1', ...listening, save: '', appendonly: 'no', dir: directory, ...settings };
  const address = secured ? `rediss://:${encodeURIComponent(secured.password)}@127.0.0.1:${port}` : `redis://127.0.0.1:${port}`;
  const tls = secured && { tls: { ca: readFileSync(secured.certificate) } };
  let child: ChildProcess | null = null;

  async function run(command: string, ...args: string[]): Promise<unknown> {
    const client = new Redis(address, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null, ...tls });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }

  async function start(): Promise<void> {
    child = spawn('redis-server', Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]), { stdio: 'ignore' });
    for (;;) {
      if (child.exitCode !== null) throw new Error('The test Redis ended while starting.');
      if (await run('PING').catch(() => null)) return;
      await delay(10);
    }
  }

  async function kill(): Promise<void> {
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    child = null;
  }

  return {
    address,
    port,
    run,
    kill,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    start,
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const securedSettings = (port: number, { certificate, key, password }: Secured): Record<string, string> => ({
  port: '0',
  'tls-port': String(port),
  'tls-cert-file': certificate,
  'tls-key-file': key,
  'tls-ca-cert-file': certificate,
  'tls-auth-clients': 'no',
  requirepass: password,
});
