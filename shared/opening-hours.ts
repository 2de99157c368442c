/** From and to in minutes after midnight, as the clock on the clinic's wall shows them; null on a day without visits. */
export type OpeningHours = { opens: number; closes: number } | null;

/** Whether the clinic is open all the time from one minute after the day's midnight to another; 0 is Monday. */
export function isOpen(openingHours: OpeningHours[], weekday: number, from: number, to: number): boolean {
  const hours = openingHours[weekday];
  return Boolean(hours && from >= hours.opens && to <= hours.closes);
}
