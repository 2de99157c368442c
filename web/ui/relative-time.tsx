import { useZone } from '../lib/use-zone.ts';
import { useNow } from './clock.ts';
import { fullTime, timeWords } from './time-words.ts';

/** When something happened; the full time on hover. `at` is ISO 8601. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  const zone = useZone();
  const then = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(then, zone)} className={className} data-time>
      {timeWords(then, now, zone)}
    </time>
  );
}
