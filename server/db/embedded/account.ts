import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartupError } from '../../startup/startup-error.ts';

/** The operating system's user that Postgres runs as. */
export interface Account {
  uid: number;
  gid: number;
}

const name = 'postgres';

/**
 * Postgres refuses to run as root: then it runs as the owner of the cluster, and a new cluster gets a user of its own.
 * Otherwise null: it runs as whoever started us.
 */
export function databaseAccount(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return findAccount() ?? createAccount();
}

function findAccount(): Account | null {
  const ask = (option: string): number => {
    const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : NaN;
  };
  const account = { uid: ask('-u'), gid: ask('-g') };
  return Number.isInteger(account.uid) && Number.isInteger(account.gid) ? account : null;
}

function createAccount(): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
  } catch {
    // another process may have created it meanwhile
  }
  const account = findAccount();
  if (account) return account;
  throw new StartupError(
    `Postgres does not run as root, and the user "${name}" could not be created. Create it, start as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Whether the account can get to the directory: each of its parents has to let it pass. */
export function canReach(account: Account | null, directory: string): boolean {
  if (!account) return true;
  return spawnSync('test', ['-x', `${directory}/.`], { ...account, cwd: '/' }).status === 0;
}
