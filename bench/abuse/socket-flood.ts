import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import { openWebSocket, type LeanWebSocket } from '../load/web-socket.ts';
import type { Attack, Call } from './attack.ts';
import { createPace, reasonIn, withFreshIds, type AttackRun } from './attack-run.ts';

/** A little less than a socket may say: more would end it, and cost the server nothing. */
const pace = { perSecond: limits.socket.messagesPerSecond * 0.95, burst: limits.socket.messageBurst * 0.9 };
const retryAfter = 100;
/** For an answer that does not come, the next round does not wait longer. */
const givesUpAfter = 5_000;

interface Line extends LeanWebSocket {
  /** Sends calls as one frame, and resolves when each has answered, with the ids that it gave them. */
  call(calls: readonly Call[]): Promise<number[]>;
  /** Ends subscriptions. */
  stop(ids: readonly number[]): Promise<void>;
}

const whoAmI: Call = { method: 'query', path: 'auth.me', input: undefined };

/** Calls over sockets, so many frames of each under way. */
export async function floodCalls(run: AttackRun, { sockets, inFlight, batch, calls }: Extract<Attack, { kind: 'calls' }>): Promise<void> {
  let next = 0;
  const some = () => Array.from({ length: batch }, () => calls[next++ % calls.length]!);
  await onSockets(run, sockets, async (line, ended) => {
    async function lane(): Promise<void> {
      while (!ended()) await line.call(some());
    }
    await Promise.all(Array.from({ length: inFlight }, lane));
  });
}

/** Opens subscriptions, closes them when all have answered, and begins again; as many in one frame as there may be. */
export async function reopenSubscriptions(run: AttackRun, { sockets, perSocket, calls }: Extract<Attack, { kind: 'subscriptions' }>): Promise<void> {
  const rounds = Array.from({ length: perSocket }, (_, n) => calls[n % calls.length]!);
  await onSockets(run, sockets, async (line, ended) => {
    while (!ended()) {
      const opened = await Promise.all(inFrames(rounds).map((some) => line.call(some)));
      await Promise.all(inFrames(opened.flat()).map((ids) => line.stop(ids)));
    }
  });
}

function inFrames<T>(all: readonly T[]): T[][] {
  const { batchCalls } = limits.http;
  return Array.from({ length: Math.ceil(all.length / batchCalls) }, (_, n) => all.slice(n * batchCalls, (n + 1) * batchCalls));
}

/** Sockets that are opened and closed. */
export async function floodConnects(run: AttackRun, { atOnce }: Extract<Attack, { kind: 'connects' }>): Promise<void> {
  await onSockets(run, atOnce, async (line) => line.close());
}

async function onSockets(run: AttackRun, count: number, work: (line: Line, ended: () => boolean) => Promise<void>): Promise<void> {
  async function keepOpen(): Promise<void> {
    while (!run.over.aborted) {
      const line = await openLine(run);
      if (!line) continue;
      let gone = false;
      void line.ended.then(() => (gone = true));
      await Promise.race([work(line, () => gone || run.over.aborted), line.ended]);
      if (gone && !run.over.aborted && run.order.attack.kind !== 'connects') run.refused('SOCKET_ENDED');
      void line.close();
    }
  }
  await Promise.all(Array.from({ length: count }, keepOpen));
}

/** Null after a while when it was refused. */
async function openLine(run: AttackRun): Promise<Line | null> {
  const { url, localAddress, token } = run.order;
  const waiting = new Map<number, (value: void) => void>();
  const turn = createPace(pace.perSecond, pace.burst);
  let lastId = 0;

  function onText(text: string): void {
    const id = Number.parseInt(text.slice(6, 16), 10);
    const answered = waiting.get(id);
    if (!answered) return run.received(text.length);
    waiting.delete(id);
    run.answered(text.length);
    if (text.startsWith('"error"', text.indexOf(',') + 1)) run.refused(reasonIn(text.slice(0, 1_000)));
    answered();
  }

  if (run.order.attack.kind === 'connects') await run.mayGo();
  const socket = await openWebSocket({ url, path: '/trpc?connectionParams=1', localAddress }, onText).catch(() => null);
  if (run.order.attack.kind === 'connects') run.sent();
  if (!socket) {
    run.refused('UPGRADE');
    await delay(retryAfter);
    return null;
  }
  socket.send(JSON.stringify({ method: 'connectionParams', data: token === null ? {} : { token } }));

  const line: Line = {
    ...socket,
    async stop(ids) {
      await turn();
      socket.send(JSON.stringify(ids.map((id) => ({ id, method: 'subscription.stop' }))));
    },
    async call(calls) {
      await Promise.all([turn(), run.mayGo()]);
      const frames = calls.map(({ method, path, input }) => ({ id: (lastId += 1), method, params: { path, input } }));
      const answers = frames.map(({ id }) => new Promise<void>((resolve) => waiting.set(id, resolve)));
      run.sent();
      socket.send(withFreshIds(JSON.stringify(frames.length === 1 ? frames[0] : frames)));
      await Promise.race([Promise.all(answers), delay(givesUpAfter), socket.ended]);
      return frames.map(({ id }) => id);
    },
  };
  // before the token has been verified little may queue up
  if (run.order.attack.kind !== 'connects') await line.call([whoAmI]);
  return line;
}
