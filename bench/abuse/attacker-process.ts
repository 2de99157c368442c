import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AttackOrder, AttackResult } from './attack.ts';

/** Ended by force when it does not end by itself. */
const grace = 60_000;

/** Runs one attack in a process of its own, to its end. */
export async function runAttack(order: AttackOrder): Promise<AttackResult> {
  const child = fork(join(import.meta.dirname, 'attacker.ts'));
  const late = setTimeout(() => child.kill('SIGKILL'), order.milliseconds + grace);
  const exited = once(child, 'exit');
  try {
    child.send(order);
    const answer = await Promise.race([once(child, 'message'), exited.then(() => null)]);
    if (!answer) throw new Error('The attacker ended without a result.');
    return answer[0] as AttackResult;
  } finally {
    clearTimeout(late);
    await exited;
  }
}

/** Takes the same as a server of ours and does nothing for it. Answers have `answerBytes`. */
export async function startEcho(answerBytes: number): Promise<{ url: string; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, 'echo.ts'), [String(answerBytes)]);
  const exited = once(child, 'exit');
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
