import { setPriority } from 'node:os';
import type { AttackOrder, AttackResult } from './attack.ts';
import { createAttackRun, type AttackRun } from './attack-run.ts';
import { floodRequests } from './request-flood.ts';
import { floodCalls, floodConnects, reopenSubscriptions } from './socket-flood.ts';

/**
 * The attacker, as a process of its own: it is given one order and answers what became of it. It yields to everybody
 * else on the machine, so that what it spends itself is not taken from the server.
 */
setPriority(19);
process.once('message', (order: AttackOrder) => void attack(order));
process.on('disconnect', () => process.exit(1));

async function attack(order: AttackOrder): Promise<void> {
  const result: AttackResult = { sent: 0, answered: 0, refused: {}, bytesReceived: 0, cpuMicros: 0, seconds: 0 };
  const startedAt = performance.now();
  const run = createAttackRun(order, result);
  // what is still under way when the time is over does not hold the end up
  await Promise.race([flood(run), new Promise((resolve) => run.over.addEventListener('abort', resolve))]);
  const { user, system } = process.cpuUsage();
  process.send!({ ...result, cpuMicros: user + system, seconds: (performance.now() - startedAt) / 1_000 }, () => process.exit(0));
}

function flood(run: AttackRun): Promise<void> {
  const { attack } = run.order;
  switch (attack.kind) {
    case 'requests':
      return floodRequests(run, attack);
    case 'calls':
      return floodCalls(run, attack);
    case 'subscriptions':
      return reopenSubscriptions(run, attack);
    case 'connects':
      return floodConnects(run, attack);
  }
}
