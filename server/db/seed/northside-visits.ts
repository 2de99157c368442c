import type { AppointmentStatus } from '../../../shared/appointment-status.ts';

/** Where a visit stands at the first start, and since how many minutes. */
type Standing = [status: AppointmentStatus, since: number];

/** A visit of the day of the first start, or at the same time of another: provider, in how many minutes, length, patient, why, room. */
export type VisitScript = [provider: string, startsIn: number, minutes: number, patient: string, reason: string, room?: string | null, standing?: Standing];

const chen = 'Dr. Wei Chen';
const patel = 'Dr. Anjali Patel';

export const northsidePatients = [
  { name: 'Elena Petrova', dateOfBirth: '1979-05-12' },
  { name: 'Marcus Reid', dateOfBirth: '1962-09-30' },
  { name: 'Hanna Lindberg', dateOfBirth: '2009-01-17' },
  { name: 'Joao Ferreira', dateOfBirth: '1951-03-04' },
  { name: 'Amina Yusuf', dateOfBirth: '1994-11-22' },
  { name: 'Peter Klein', dateOfBirth: '1947-07-08' },
  { name: 'Mei Wong', dateOfBirth: '1986-02-14' },
  { name: 'Daniel Osei', dateOfBirth: '2001-10-05' },
  { name: 'Ruth Abrams', dateOfBirth: '1939-12-19' },
  { name: 'Lucas Meyer', dateOfBirth: '1973-06-27' },
  { name: 'Sofia Marin', dateOfBirth: '1998-08-03' },
  { name: 'Graham Tate', dateOfBirth: '1956-04-11' },
];

/**
 * An ordinary day around its middle. The five visits that stand in the five stages lie across the middle or begin within ten
 * minutes of it: they are today's, even at midnight.
 */
export const ordinaryDay: VisitScript[] = [
  [chen, -240, 20, 'Elena Petrova', 'Mole check', '1'],
  [chen, -210, 30, 'Marcus Reid', 'Psoriasis, follow-up', '2'],
  [chen, -170, 20, 'Hanna Lindberg', 'Acne, second month', '1', ['no_show', 150]],
  [chen, -140, 40, 'Joao Ferreira', 'Excision, left shoulder', 'Procedure'],
  [chen, -90, 20, 'Amina Yusuf', 'Rash on both hands'],
  [chen, -60, 30, 'Graham Tate', 'Stitches out', '2'],
  [chen, -25, 30, 'Peter Klein', 'Actinic keratosis', '1', ['with_provider', 17]],
  [chen, 5, 20, 'Mei Wong', 'Patch test reading', '2', ['in_room', 9]],
  [chen, 30, 30, 'Sam Porter', 'Eczema, follow-up', null, ['checked_in', 6]],
  [chen, 70, 20, 'Sofia Marin', 'Mole check'],
  [chen, 110, 30, 'Joao Ferreira', 'Dressing'],
  [chen, 150, 20, 'Elena Petrova', 'Results'],
  [chen, 200, 30, 'Marcus Reid', 'Before the injection'],
  [patel, -230, 30, 'Daniel Osei', 'Hair loss, first visit', '3'],
  [patel, -190, 20, 'Ruth Abrams', 'Wound check', '4'],
  [patel, -160, 20, 'Graham Tate', 'Biopsy', 'Procedure'],
  [patel, -120, 40, 'Sofia Marin', 'Contact allergy', '3'],
  [patel, -70, 20, 'Elena Petrova', 'Light therapy'],
  [patel, -40, 25, 'Marcus Reid', 'Skin cancer screening', '4', ['completed', 18]],
  [patel, -25, 30, 'Hanna Lindberg', 'Warts', null, ['no_show', 8]],
  // comes into the time of the one who did not, and has waited for it
  [patel, -15, 20, 'Lucas Meyer', 'Rosacea', null, ['checked_in', 34]],
  [patel, 5, 20, 'Ruth Abrams', 'Wound check', null, ['confirmed', 3_000]],
  [patel, 40, 30, 'Amina Yusuf', 'Test results'],
  [patel, 90, 20, 'Daniel Osei', 'Hair loss, second visit'],
  [patel, 130, 30, 'Graham Tate', 'Skin cancer screening'],
  [patel, 180, 20, 'Lucas Meyer', 'Light therapy'],
];

/** Days from the first start. */
export const northsideDays = [-2, -1, 0, 1, 2, 3, 4] as const;

/** What of an ordinary day another day has. Who does not come today has a visit that somebody else's overlaps. */
export const visitsOn = (offset: number): VisitScript[] =>
  ordinaryDay.filter(([, , , , , , standing], index) => offset === 0 || ((index + offset + 7) % 3 !== 0 && standing?.[0] !== 'no_show'));
