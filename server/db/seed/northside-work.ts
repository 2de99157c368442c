import type { PriorAuthStatus } from '../../../shared/prior-auth-status.ts';
import { days, hours } from './script.ts';

/** When, in minutes before the first start, and who, by full name. */
type By = [minutesAgo: number, who: string];

export interface TaskScript {
  title: string;
  patient?: string;
  written: By;
  /** In minutes from the first start; rounded to a quarter of an hour. */
  dueIn?: number;
  given?: [...By, to: string][];
  done?: By;
}

export interface PriorAuthScript {
  patient: string;
  medication: string;
  payer: string;
  drafted: By;
  steps?: [...By, status: PriorAuthStatus, note?: string][];
}

export interface LabResultScript {
  patient: string;
  test: string;
  orderedBy: string;
  ordered: By;
  ready?: By;
  reviewed?: By;
}

const chen = 'Dr. Wei Chen';
const patel = 'Dr. Anjali Patel';
const rosa = 'Rosa Jimenez';
const ben = 'Ben Whitaker';
const claire = 'Claire Dubois';

/** What a nurse finds to do when she comes in: some of it late, most of it not. */
export const northsideTasks: TaskScript[] = [
  { title: 'Call about the biopsy result, ask her to come in', patient: 'Ruth Abrams', written: [5 * hours, patel], dueIn: -70, given: [[5 * hours, patel, rosa]] },
  { title: 'Send the photos of the left shoulder to the surgeon', patient: 'Joao Ferreira', written: [26 * hours, chen], dueIn: -3 * hours, given: [[26 * hours, chen, ben], [90, ben, rosa]] },
  { title: 'Order liquid nitrogen, one canister left', written: [30 * hours, rosa], dueIn: 2 * hours, given: [[28 * hours, claire, ben]] },
  { title: 'Ask the pharmacy whether isotretinoin 20 mg has arrived', patient: 'Hanna Lindberg', written: [3 * hours, chen], dueIn: 4 * hours, given: [[3 * hours, chen, rosa]] },
  { title: 'Sign the light therapy protocol', patient: 'Elena Petrova', written: [2 * hours, rosa], dueIn: 5 * hours, given: [[2 * hours, rosa, patel]] },
  { title: 'Blood count and liver values before the next methotrexate', patient: 'Marcus Reid', written: [20 * hours, chen], dueIn: days + 2 * hours, given: [[20 * hours, chen, rosa]] },
  { title: 'New insurance card, copy is missing', patient: 'Sam Porter', written: [50, ben], dueIn: days },
  { title: 'Call back about the bill of March', patient: 'Graham Tate', written: [25, ben], given: [[24, ben, claire]] },
  { title: 'Dermatoscope in room 3 loses its charge, send it in', written: [2 * days, rosa], dueIn: 3 * days },
  { title: 'Write to the GP about the excision', patient: 'Peter Klein', written: [3 * days, patel], dueIn: 6 * days, given: [[3 * days, patel, patel]] },
  { title: 'Reminder to come for the patch test reading', patient: 'Mei Wong', written: [2 * days, chen], dueIn: -22 * hours, given: [[2 * days, chen, ben]], done: [25 * hours, ben] },
  { title: 'Wound dressing set for home', patient: 'Ruth Abrams', written: [28 * hours, patel], given: [[28 * hours, patel, rosa]], done: [23 * hours, rosa] },
  { title: 'Check the expiry dates in the emergency box', written: [4 * days, claire], dueIn: -2 * days, given: [[4 * days, claire, rosa]], done: [3 * days, rosa] },
];

/** Every status there is, with the notes that payers make one write. */
export const northsidePriorAuths: PriorAuthScript[] = [
  { patient: 'Sam Porter', medication: 'Dupilumab 300 mg, pen', payer: 'Blue Harbor Health', drafted: [6 * days, rosa], steps: [[5 * days, rosa, 'submitted', 'By portal, reference BH-20417'], [4 * days, rosa, 'pending', 'They ask for photos and the SCORAD']] },
  { patient: 'Marcus Reid', medication: 'Adalimumab 40 mg, pen', payer: 'Union Care', drafted: [12 * days, rosa], steps: [[12 * days - 60, rosa, 'submitted'], [10 * days, rosa, 'pending'], [26 * hours, chen, 'approved', 'Twelve months, until renewal']] },
  { patient: 'Elena Petrova', medication: 'Tacrolimus 0.1 % ointment', payer: 'Blue Harbor Health', drafted: [9 * days, ben], steps: [[8 * days, ben, 'submitted'], [7 * days, ben, 'pending'], [5 * hours, rosa, 'denied', 'Wants two steroids tried first; appeal until the end of the month']] },
  { patient: 'Hanna Lindberg', medication: 'Isotretinoin 20 mg', payer: 'Meridian Mutual', drafted: [27 * hours, rosa], steps: [[3 * hours, rosa, 'submitted', 'By fax, four pages']] },
  { patient: 'Amina Yusuf', medication: 'Alitretinoin 30 mg', payer: 'Union Care', drafted: [40, rosa] },
  { patient: 'Lucas Meyer', medication: 'Ivermectin 1 % cream', payer: 'Meridian Mutual', drafted: [95 * days, ben], steps: [[94 * days, ben, 'submitted'], [92 * days, ben, 'pending'], [2 * days, claire, 'expired', 'No answer within 90 days; start again']] },
];

export const northsideLabResults: LabResultScript[] = [
  { patient: 'Ruth Abrams', test: 'Biopsy, right cheek', orderedBy: patel, ordered: [6 * days, rosa], ready: [6 * hours, ben] },
  { patient: 'Marcus Reid', test: 'Quantiferon, hepatitis B and C', orderedBy: chen, ordered: [5 * days, chen], ready: [45, rosa] },
  { patient: 'Hanna Lindberg', test: 'Liver values and lipids', orderedBy: chen, ordered: [2 * days, rosa], ready: [2 * hours, rosa] },
  { patient: 'Amina Yusuf', test: 'Fungal culture, both hands', orderedBy: chen, ordered: [26 * hours, rosa] },
  { patient: 'Graham Tate', test: 'Biopsy, back', orderedBy: patel, ordered: [3 * hours, patel] },
  { patient: 'Daniel Osei', test: 'Ferritin, TSH', orderedBy: patel, ordered: [4 * days, rosa] },
  { patient: 'Sam Porter', test: 'Total IgE', orderedBy: chen, ordered: [9 * days, rosa], ready: [8 * days, ben], reviewed: [8 * days - 90, chen] },
  { patient: 'Joao Ferreira', test: 'Histology, left shoulder', orderedBy: chen, ordered: [16 * days, chen], ready: [9 * days, ben], reviewed: [9 * days - 200, chen] },
  { patient: 'Mei Wong', test: 'Patch test, European baseline series', orderedBy: chen, ordered: [3 * days, rosa], ready: [27 * hours, rosa], reviewed: [26 * hours, chen] },
];
