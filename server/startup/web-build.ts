import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { reasonOf, StartupError } from './startup-error.ts';

const project = join(import.meta.dirname, '..', '..');
const output = join(project, 'dist', 'web');
/** What the built web app is made of. */
const sources = ['web', 'shared', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the web app unless the build is newer than everything it is made of, and returns its directory. An
 * installation that ships without the sources uses the build it came with. Throws a StartupError when the build fails.
 */
export async function buildWeb(signal: AbortSignal): Promise<string> {
  const builtAt = newest(join(output, 'index.html'));
  if (builtAt > Math.max(...sources.map((source) => newest(join(project, source))))) return output;
  // a process of its own: what building takes in memory is given back
  const vite = spawn(process.execPath, [join(project, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const [complaint, [code]] = await Promise.all([text(vite.stderr), once(vite, 'close')]);
  if (code !== 0)
    throw new StartupError(`The web app could not be built (${reasonOf(stripVTControlCharacters(complaint)).slice(0, 300)}). Run "npm ci", then "npm run build" to see all of it.`);
  return output;
}

/** When the file, or the newest file below the directory, was changed; 0 when it is not there. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // a directory changes when something in it is added, renamed or removed
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}
