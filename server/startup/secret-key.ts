import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDirectory } from './data-directory.ts';
import { reasonOf, StartupError } from './startup-error.ts';

const length = 32;

/** The secret key of a demo: made at its first start and kept in `<dataDir>/secret.key`, for this user's eyes only. */
export function demoSecretKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secret.key');
  makeDataDirectory(dataDir);
  try {
    writeFileSync(file, randomBytes(length).toString('base64') + '\n', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isThere(error)) throw unusable(file, reasonOf(error));
  }
  return read(file);
}

function read(file: string): Buffer {
  let key: Buffer;
  try {
    key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  } catch (error) {
    throw unusable(file, reasonOf(error));
  }
  if (key.length !== length) throw unusable(file, `it does not hold ${length} bytes in base64`);
  return key;
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

const unusable = (file: string, reason: string): StartupError =>
  new StartupError(`The key in ${file} cannot be used (${reason}). Restore it, make it readable and writable for this user, or set SECRET_KEY.`);
