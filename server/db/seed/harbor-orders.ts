import { albuterol, amlodipine, levothyroxine, metformin, omeprazole, vitaminD } from './medicines.ts';
import { days, hours, type OrderScript } from './script.ts';

/** The other pharmacy's work: none of it may ever be seen at Greenleaf. */
export const harborOrders: OrderScript[] = [
  {
    patient: 'Nina Kowalski',
    steps: [
      [2 * days + 300, 'Nina', 'orders', 'Good day, levothyroxine for three months please.', levothyroxine(90)],
      [2 * days + 290, 'Marcus', 'claims'],
      [2 * days + 289, 'Marcus', 'moves to', 'in_review'],
      [2 * days + 280, 'Marcus', 'moves to', 'confirmed'],
      [2 * days + 260, 'Marcus', 'moves to', 'preparing'],
      [2 * days + 240, 'Marcus', 'moves to', 'ready'],
      [2 * days + 239, 'Marcus', 'says', 'Three months are packed. See you soon!'],
      [2 * days + 30, 'Marcus', 'moves to', 'completed'],
      [2 * days + 20, 'Nina', 'reads'],
    ],
  },
  {
    patient: 'Nina Kowalski',
    steps: [
      [75, 'Nina', 'orders', 'Hello, do you have the vitamin D capsules on the shelf again?', vitaminD(60)],
      [68, 'Priya', 'claims'],
      [67, 'Priya', 'moves to', 'in_review'],
      [66, 'Priya', 'says', 'Hello Nina, they arrive with the afternoon delivery. Shall I keep one for you?'],
      [21, 'Nina', 'says', 'Yes please!'],
    ],
  },
  {
    patient: 'Liam Murphy',
    steps: [
      [12, 'Liam', 'orders', 'Could I get a second inhaler to keep at work?', albuterol(1)],
      [10, 'Marcus', 'notes', 'Prescription allows two. Taking this after the delivery.'],
    ],
  },
  {
    patient: 'Agnes Weber',
    steps: [
      [3 * hours, 'Daniel', 'orders', 'By phone: Mrs. Weber’s tablets, delivery this evening.', amlodipine(30), omeprazole(30)],
      [170, 'Priya', 'claims'],
      [169, 'Priya', 'moves to', 'in_review'],
      [150, 'Priya', 'moves to', 'confirmed'],
      [35, 'Priya', 'moves to', 'preparing'],
    ],
  },
  {
    patient: 'Liam Murphy',
    steps: [
      [5 * hours, 'Liam', 'orders', 'My omeprazole please, I come by after work.', omeprazole(30)],
      [290, 'Marcus', 'claims'],
      [289, 'Marcus', 'moves to', 'in_review'],
      [280, 'Marcus', 'moves to', 'confirmed'],
      [120, 'Marcus', 'moves to', 'preparing'],
      [96, 'Marcus', 'moves to', 'ready'],
      [95, 'Marcus', 'says', 'It is at the counter, Liam. Bring the old box, please.'],
      [90, 'Liam', 'reads'],
    ],
  },
  {
    patient: 'Theo Laurent',
    steps: [
      [43, 'Marcus', 'orders', 'At the counter: metformin, waiting for the doctor’s signature.', metformin(60)],
      [42, 'Marcus', 'assigns', 'Priya'],
    ],
  },
];
