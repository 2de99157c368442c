import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to the server that is cut when the server has sent so many bytes over one connection. */
export interface CuttingProxy extends AsyncDisposable {
  url: string;
  readonly cuts: number;
}

/** `cutAfter` is asked, for each connection in turn, how many bytes it may carry towards the client. */
export async function startCuttingProxy(url: string, cutAfter: () => number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let left = cutAfter();
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', () => (open.delete(socket), end()));
    }
    client.pipe(upstream);
    upstream.on('data', (data) => {
      const passed = data.subarray(0, left);
      left -= passed.length;
      if (left > 0) return client.write(passed);
      cuts += 1;
      upstream.destroy();
      return client.end(passed);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cuts() {
      return cuts;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
