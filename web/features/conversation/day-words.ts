const day = 24 * 3_600_000;

const weekdayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const dateFormat = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'long' });
const yearFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

/** "Today", "Yesterday", a weekday within the last week, the date before that. By this browser's calendar. */
export function dayWords(at: number, now: number): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return 'Today';
  if (then.toDateString() === new Date(now - day).toDateString()) return 'Yesterday';
  if (now > at && now - at < 6 * day) return weekdayFormat.format(then);
  return (then.getFullYear() === today.getFullYear() ? dateFormat : yearFormat).format(then);
}
