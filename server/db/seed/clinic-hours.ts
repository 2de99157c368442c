const wholeDay = 24 * 60;
/** How long before and after the time of the first start there are visits, in minutes. */
const around = 4.5 * 60;
const usual = { opens: 8 * 60, closes: 17 * 60 };

/** From when to when the demonstration's clinic is open, by the time of its first start, in minutes after midnight: somebody is always there. */
export function hoursAround(minutes: number): { opens: number; closes: number } {
  if (minutes >= usual.opens + 60 && minutes < usual.closes - 60) return usual;
  const opens = Math.floor((minutes - around) / 60) * 60;
  const closes = Math.ceil((minutes + around) / 60) * 60;
  // hours end at midnight: a clinic with a night has no hours
  return opens >= 0 && closes <= wholeDay ? { opens, closes } : { opens: 0, closes: wholeDay };
}
