import { useNow } from './clock.ts';
import { fullTime, timeWords } from './time-words.ts';

/** When something happened; the full time on hover. `at` is ISO 8601. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  const then = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(then)} className={className} data-time>
      {timeWords(then, now)}
    </time>
  );
}
