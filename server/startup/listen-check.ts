import { once } from 'node:events';
import { createServer } from 'node:net';
import { reasonOf, StartupError } from './startup-error.ts';

/**
 * Finds out, before anything else is started, whether the address can be listened on.
 * Throws a StartupError that says what stands in the way.
 */
export async function requireFreeAddress(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new StartupError(explain(error, host, port));
  }
  server.close();
  await once(server, 'close');
}

function explain(error: unknown, host: string, port: number): string {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken. Stop what uses it, or set PORT to another port.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Set PORT to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return `Cannot listen on ${host}:${port} (${reasonOf(error)}). Set HOST and PORT to an address of this machine.`;
  }
}
