import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { makeCertificate } from '../testing/certificate.ts';
import { redisMissing, startTestRedis } from '../testing/redis.ts';
import type { Bus, Channel } from './bus.ts';
import { createRedisBus } from './redis-bus.ts';

const channel: Channel<string> = { name: 'plain', wire: { write: String, read: (text) => text, key: (text) => text, sealed: false } };

function open(address: string): Bus {
  const bus = createRedisBus({
    addresses: [address],
    epoch: 'epoch',
    seal: { seal: (text) => text, open: (text) => text },
    clock: systemClock,
    onDropped: () => undefined,
    onFault: () => undefined,
  });
  onTestFinished(() => bus.stop());
  return bus;
}

/** As `NODE_EXTRA_CA_CERTS` does at the start of a process. */
function trust(certificate: string): void {
  const usual = getCACertificates('default');
  setDefaultCACertificates([...usual, readFileSync(certificate, 'utf8')]);
  onTestFinished(() => setDefaultCACertificates(usual));
}

describe.skipIf(redisMissing)('a Redis with TLS and a password', () => {
  test('carries what is said to who knows the password; who does not hears nothing', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'medsync tls '));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const secured = makeCertificate(directory);
    const redis = await startTestRedis({}, { ...secured, password: 'p@ss/word' });
    onTestFinished(() => redis[Symbol.asyncDispose]());
    expect(redis.address).toMatch(/^rediss:/);
    trust(secured.certificate);

    const [one, other, stranger] = [open(redis.address), open(redis.address), open(redis.address.replace('p%40ss', 'guess'))];
    const heard = new Map([other, stranger].map((bus) => [bus, [] as string[]]));
    for (const [bus, messages] of heard) bus.subscribe(channel, (message) => messages.push(message));
    await vi.waitFor(() => expect([one.state, other.state]).toEqual(['connected', 'connected']), { timeout: 20_000, interval: 10 });
    one.publish(channel, 'sealed on the way');
    await vi.waitFor(() => expect(heard.get(other)).toEqual(['sealed on the way']));
    expect(heard.get(stranger)).toEqual([]);
    expect(stranger.state).toBe('degraded');
  });
});
