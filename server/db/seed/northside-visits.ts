/** A visit on one of the days around the first start: provider, minutes after midnight, length, patient, why, room. */
export type VisitScript = [provider: string, startsAt: number, minutes: number, patient: string, reason: string, room?: string];

const chen = 'Dr. Wei Chen';
const patel = 'Dr. Anjali Patel';
const at = (hours: number, minutes = 0): number => hours * 60 + minutes;

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

/** An ordinary day. */
const ordinary: VisitScript[] = [
  [chen, at(8), 20, 'Elena Petrova', 'Mole check', '1'],
  [chen, at(8, 30), 30, 'Marcus Reid', 'Psoriasis, follow-up', '2'],
  [chen, at(9, 10), 20, 'Hanna Lindberg', 'Acne, second month', '1'],
  [chen, at(10), 40, 'Joao Ferreira', 'Excision, left shoulder', 'Procedure'],
  [chen, at(11), 20, 'Amina Yusuf', 'Rash on both hands'],
  [chen, at(13), 30, 'Peter Klein', 'Actinic keratosis'],
  [chen, at(13, 40), 20, 'Mei Wong', 'Patch test reading'],
  [chen, at(14, 20), 30, 'Sam Porter', 'Eczema, follow-up'],
  [chen, at(15, 30), 20, 'Sofia Marin', 'Mole check'],
  [patel, at(8, 20), 30, 'Daniel Osei', 'Hair loss, first visit', '3'],
  [patel, at(9), 20, 'Ruth Abrams', 'Wound check', '4'],
  [patel, at(9, 30), 20, 'Lucas Meyer', 'Rosacea', '3'],
  [patel, at(10, 30), 40, 'Graham Tate', 'Biopsy', 'Procedure'],
  [patel, at(11, 30), 20, 'Sofia Marin', 'Contact allergy'],
  [patel, at(13, 20), 30, 'Elena Petrova', 'Light therapy'],
  [patel, at(14), 20, 'Amina Yusuf', 'Test results'],
  [patel, at(15), 30, 'Marcus Reid', 'Skin cancer screening'],
  [patel, at(16), 20, 'Hanna Lindberg', 'Warts'],
];

/** Days from the first start, and which visits of an ordinary day they have. */
export const northsideDays: { offset: number; visits: VisitScript[] }[] = [-2, -1, 0, 1, 2, 3, 4].map((offset) => ({
  offset,
  visits: ordinary.filter((_, index) => offset === 0 || (index + offset + 7) % 3 !== 0),
}));
