import type { LivedInCluster } from './cluster.ts';
import { moveInLate } from './house.ts';
import { measureSteps, type Measured } from './measure.ts';
import type { LivedInSection } from './report.ts';
import type { SizeName } from './sizes.ts';
import { passwordHash } from '../../server/testing/people.ts';
import { setStatistics } from './statistics.ts';

interface Options {
  cluster: LivedInCluster;
  size: SizeName;
  /** Steps whose name matches; all when absent. */
  only?: RegExp | undefined;
  /** Told of what begins to be measured, and of each call that was. */
  onProgress(line: string): void;
}

/** Measures every call of the largest tenants with a short past and a long one, and the long one in the states that hurt. */
export async function runLivedIn({ cluster, size, only, onProgress }: Options): Promise<Pick<LivedInSection, 'size' | 'small' | 'large' | 'states'>> {
  const short = await cluster.open('small');
  const long = await cluster.open(size);
  const onMeasured = ({ place, what, cost, failed }: Measured) =>
    onProgress(`  ${place}: ${what}: ${cost ? `${cost.database.toFixed(2)} ms, ${cost.blocks} blocks, ${cost.client.toFixed(1)} ms` : failed}`);
  const filter = { onMeasured, ...(only && { only }) };
  const largest = ({ databaseUrl, house }: typeof long) => ({ databaseUrl, pharmacy: house.pharmacies.at(-1)!, clinic: house.clinic, ...filter });
  const { databaseUrl } = long;

  onProgress('small');
  const small = await measureSteps(largest(short));
  onProgress(size);
  const large = await measureSteps(largest(long));
  const states: Record<string, Measured[]> = {};
  async function measure(state: string, options: Parameters<typeof measureSteps>[0]): Promise<void> {
    onProgress(state);
    states[state] = await measureSteps(options);
  }
  await measure('after another tenant on the connection', { ...largest(long), before: long.house });
  const late = await moveInLate({ databaseUrl, passwordHash, firstNumber: 1_000_000 + Math.floor(Date.now() / 1_000) % 1_000_000 });
  await measure('of a tenant that came after the statistics', { databaseUrl, ...late, ...filter });
  try {
    await setStatistics(databaseUrl, 'restored');
    await measure('just restored', largest(long));
    await setStatistics(databaseUrl, 'never analysed');
    await measure('never analysed', largest(long));
  } finally {
    await setStatistics(databaseUrl, 'analysed');
  }
  return { size, small, large, states };
}
