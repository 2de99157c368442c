import { useZone } from '../lib/use-zone.ts';
import { dateAndTime } from './time-words.ts';

/** When something happened, in full: paper does not age with the page. `at` is ISO 8601. */
export function PaperTime({ at }: { at: string }) {
  return <time dateTime={at}>{dateAndTime(Date.parse(at), useZone())}</time>;
}
