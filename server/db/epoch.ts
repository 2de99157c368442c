import { randomInt } from 'node:crypto';
import pg from 'pg';

const length = 8;
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A name for a history of the log. */
export const randomEpoch = (): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/**
 * Begins a new history: whatever place in the log a client holds, it is told to read anew. For a database whose numbers
 * have gone back, after restoring a backup or promoting a standby that lagged. Only the owner may; nodes that run go on
 * with the old name and say so in `/readyz` until they are started again.
 */
export async function bumpEpoch(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const epoch = randomEpoch();
    await client.query('update installation set epoch = $1', [epoch]);
    return epoch;
  } finally {
    await client.end();
  }
}
