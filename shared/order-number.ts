const digits = 6;

/**
 * The number by which people call an order on the phone and at the counter: six digits in two groups, the same for ever. It
 * follows from the random end of the order's id, so two orders of a pharmacy may share one; the patient's name tells them apart.
 */
export function orderNumber(roomId: string): string {
  const number = (Number.parseInt(roomId.replaceAll('-', '').slice(-8), 16) % 10 ** digits).toString().padStart(digits, '0');
  return `${number.slice(0, 3)} ${number.slice(3)}`;
}
