import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, RawRequest } from './attack.ts';
import { withFreshIds, type AttackRun } from './attack-run.ts';

type Requests = Extract<Attack, { kind: 'requests' }>;

const retryAfter = 50;

/** Requests over plain connections, closed loop; answers are counted and not looked into. */
export async function floodRequests(run: AttackRun, attack: Requests): Promise<void> {
  await Promise.all(Array.from({ length: attack.connections }, (_, n) => keepAsking(run, attack, n)));
}

async function keepAsking(run: AttackRun, attack: Requests, first: number): Promise<void> {
  const { hostname, port } = new URL(run.order.url);
  for (let n = first; !run.over.aborted; ) {
    const socket = connect({ host: hostname, port: Number(port), localAddress: run.order.localAddress, noDelay: true });
    const onOver = () => socket.destroy();
    run.over.addEventListener('abort', onOver);
    socket.on('error', () => undefined);
    const gone = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    try {
      await once(socket, 'connect');
      if (attack.unread) await leaveUnread(run, attack, socket, n++, gone);
      else for (; !run.over.aborted && !socket.destroyed; n += 1) await ask(run, attack, socket, n, gone);
    } catch {
      if (!run.over.aborted) run.refused('CONNECTION_ENDED');
      await delay(retryAfter);
    } finally {
      run.over.removeEventListener('abort', onOver);
      socket.destroy();
    }
  }
}

const textOf = ({ order }: AttackRun, { method, path, contentType, body = '' }: RawRequest): string => {
  const content = withFreshIds(body).replace('$token', order.token ?? '');
  return (
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${order.token === null ? '' : `Authorization: Bearer ${order.token}\r\n`}` +
    `${contentType ? `Content-Type: ${contentType}\r\n` : ''}Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`
  );
};

async function leaveUnread(run: AttackRun, { requests, unread }: Requests, socket: Socket, n: number, gone: Promise<unknown>): Promise<void> {
  for (let written = 0; written < unread!.pipelined; written += 1) {
    await run.mayGo();
    run.sent();
    socket.write(textOf(run, requests[(n + written) % requests.length]!));
  }
  const held = await Promise.race([delay(unread!.holdFor, 'held' as const), gone]);
  if (held !== 'held' && !run.over.aborted) run.refused('CONNECTION_ENDED');
}

/** Sends one request, and resolves at the end of its answer. Throws when the connection ends before. */
async function ask(run: AttackRun, { requests }: Requests, socket: Socket, n: number, gone: Promise<unknown>): Promise<void> {
  await run.mayGo();
  run.sent();
  const answered = readAnswer(socket);
  socket.write(textOf(run, requests[n % requests.length]!));
  const answer = await Promise.race([answered, gone.then(() => null)]);
  if (answer === null) throw new Error('The connection ended.');
  run.answered(answer.bytes);
  if (answer.status >= 400) run.refused(String(answer.status));
}

function readAnswer(socket: Socket): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve) => {
    let head = '';
    let status = 0;
    let bytes = 0;
    /** Of the answer; null: its end is that of its last chunk. */
    let length: number | null = null;
    function onData(chunk: Buffer): void {
      bytes += chunk.length;
      if (status === 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        status = Number(head.slice(9, 12));
        const declared = /content-length: (\d+)/i.exec(head.slice(0, end));
        length = declared ? end + 4 + Number(declared[1]) : null;
      }
      const whole = length === null ? chunk.subarray(-5).toString('latin1').endsWith('0\r\n\r\n') : bytes >= length;
      if (!whole) return;
      socket.off('data', onData);
      resolve({ status, bytes });
    }
    socket.on('data', onData);
  });
}
