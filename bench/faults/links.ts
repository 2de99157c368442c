import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Everybody's way to the servers behind one port: a balancer whose links can be made to fail. */
export interface Links extends AsyncDisposable {
  readonly port: number;
  /** How many are open. */
  readonly open: number;
  /** Cuts each chosen link after so many more bytes, wherever in a frame that is. */
  cut(share: number, afterBytes: () => number): void;
  /** Those that were to be cut and have not been yet are not. */
  mend(): void;
  /** Chosen links carry nothing any more, and nobody is told; the near side hears of the end after `nearEnd`, the far side after `farEnd`. */
  freeze(share: number, nearEnd: number, farEnd: number): void;
  /** Chosen links stand still for so long, and then go on. */
  pause(share: number, milliseconds: number): void;
}

interface Link {
  near: Socket;
  far: Socket;
  left: number;
  frozen: boolean;
}

interface LinksOptions {
  /** The ports of 127.0.0.1 that take connections now: asked for each connection, which tries one after the other. */
  targets: () => readonly number[];
  random: () => number;
  /** Whether connections seem to come from different addresses, as they do in life: servers limit what comes from one. */
  manyAddresses?: boolean;
}

export async function openLinks({ targets, random, manyAddresses = false }: LinksOptions): Promise<Links> {
  const open = new Set<Link>();
  let accepted = 0;

  function reach(near: Socket, ports: readonly number[]): void {
    const [port, ...others] = ports;
    if (port === undefined || near.destroyed) return void near.destroy();
    const localAddress = manyAddresses ? `127.77.${accepted % 199}.${1 + (Math.floor(accepted / 199) % 250)}` : '127.0.0.1';
    const far = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    const next = () => reach(near, others);
    far.once('error', next);
    far.once('connect', () => {
      far.off('error', next);
      join(near, far);
    });
  }

  function join(near: Socket, far: Socket): void {
    const link: Link = { near, far, left: Number.POSITIVE_INFINITY, frozen: false };
    open.add(link);
    const end = () => {
      if (link.frozen || !open.delete(link)) return;
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', end).on('close', end);
      from.on('data', (data) => {
        if (link.frozen) return;
        const passed = link.left < data.length ? data.subarray(0, link.left) : data;
        link.left -= passed.length;
        if (!to.write(passed)) from.pause();
        if (passed.length < data.length) to.end(end);
      });
      to.on('drain', () => from.resume());
    }
    near.resume();
  }

  const server = createServer({ noDelay: true, pauseOnConnect: true }, (near) => {
    near.on('error', () => undefined);
    const ports = targets();
    accepted += 1;
    const first = ports.length > 0 ? accepted % ports.length : 0;
    reach(near, [...ports.slice(first), ...ports.slice(0, first)]);
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  await once(server, 'listening');
  const chosen = (share: number): Link[] => [...open].filter(() => random() < share);

  return {
    port: (server.address() as AddressInfo).port,
    get open() {
      return open.size;
    },
    cut(share, afterBytes) {
      for (const link of chosen(share)) link.left = afterBytes();
    },
    mend() {
      for (const link of open) link.left = Number.POSITIVE_INFINITY;
    },
    freeze(share, nearEnd, farEnd) {
      for (const link of chosen(share)) {
        link.frozen = true;
        open.delete(link);
        setTimeout(() => link.near.destroy(), nearEnd).unref();
        setTimeout(() => link.far.destroy(), farEnd).unref();
      }
    },
    pause(share, milliseconds) {
      for (const { near, far } of chosen(share))
        for (const socket of [near, far]) {
          socket.pause();
          setTimeout(() => socket.resume(), milliseconds);
        }
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const { near, far } of open) {
        near.destroy();
        far.destroy();
      }
      open.clear();
    },
  };
}
