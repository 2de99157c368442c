import type { Collected } from '../../../server/testing/collect.ts';

/** The first value of a subscription, which ends with it. */
export async function firstOf<T>(stream: Collected<T>): Promise<T> {
  try {
    return await stream.find(() => true);
  } finally {
    stream.stop();
  }
}
