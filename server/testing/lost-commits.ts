import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';

/** A way to the database that ends a connection in place of the reply to its commit: it is done, and nobody is told. */
export interface LostCommits extends AsyncDisposable {
  readonly url: string;
  /** How often that happened. */
  readonly count: number;
}

const committed = Buffer.from('COMMIT\0');

/** Strikes, once, the transaction of whoever sends `marker`. */
export async function loseCommitOf(marker: string, databaseUrl: string): Promise<LostCommits> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    const database = connect(addressOf(target));
    let marked = false;
    const end = () => {
      client.destroy();
      database.destroy();
    };
    for (const socket of [client, database]) open.add(socket.on('error', end).on('close', end));
    client.on('data', (data) => {
      marked ||= data.includes(marker);
      database.write(data);
    });
    database.on('data', (data) => {
      if (count > 0 || !marked || !data.includes(committed)) return client.write(data);
      count += 1;
      return end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  url.searchParams.delete('host');
  return {
    url: url.href,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function addressOf({ hostname, port, searchParams }: URL): NetConnectOpts {
  const directory = searchParams.get('host');
  return directory ? { path: `${directory}/.s.PGSQL.${port}` } : { host: hostname, port: Number(port) };
}
