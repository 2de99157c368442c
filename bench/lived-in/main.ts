import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLivedInCluster } from './cluster.ts';
import type { SizeName } from './sizes.ts';

/** `npm run lived-in`: a database of some years to look into, kept in a directory and served until it is interrupted. */
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: 'year' },
    data: { type: 'string', default: '.data/lived-in' },
  },
});
const cluster = await startLivedInCluster(resolve(options.data), (step) => console.log(step));
try {
  const { databaseUrl } = await cluster.open(options.size as SizeName);
  console.log(databaseUrl);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
} finally {
  await cluster.stop();
}
process.exit();
