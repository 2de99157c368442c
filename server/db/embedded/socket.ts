import { join } from 'node:path';

/** Only part of the socket's name: nothing listens on this port. */
export const socketPort = 5432;
export const socketName = `.s.PGSQL.${socketPort}`;

/** The longest path of a socket in bytes, without the zero at its end: 108 less one on Linux, 104 less one elsewhere. */
const longest = (platform: NodeJS.Platform): number => (platform === 'linux' ? 107 : 103);

/** Whether programs reach a Postgres in this directory through a Unix socket there: not on Windows, nor when its path is too long for one. */
export const socketFits = (directory: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform !== 'win32' && Buffer.byteLength(join(directory, socketName)) <= longest(platform);
