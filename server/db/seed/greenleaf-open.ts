import {
  albuterol,
  amlodipine,
  artificialTears,
  atorvastatin,
  cetirizine,
  hydrocortisone,
  levothyroxine,
  lisinopril,
  metformin,
  omeprazole,
  penNeedles,
  vitaminD,
} from './medicines.ts';
import { hours, type OrderScript } from './script.ts';

/** Nobody has them yet. */
const unassigned: OrderScript[] = [
  {
    patient: 'Omar Haddad',
    steps: [[2, 'Omar', 'orders', 'Hi, I am nearly out of my inhaler and leave for the weekend tomorrow. Can I collect one today?', albuterol(1)]],
  },
  {
    patient: 'Hannah Brooks',
    steps: [
      [19, 'Hannah', 'orders', 'Hello! Do you have the allergy tablets in the small pack? I only need a week.', cetirizine(10)],
      [18, 'Hannah', 'says', 'And vitamin D, the same one as my mum gets from you.'],
      [17, 'Hannah', 'says', 'If you only have the big pack that is fine too.'],
      [14, 'Grace', 'reads'],
    ],
  },
  {
    patient: 'Joseph Kim',
    steps: [
      [48, 'Joseph', 'orders', 'I dropped my levothyroxine bottle in the sink this morning. What can we do?', levothyroxine(30)],
      [41, 'Tom', 'notes', 'Out of the 50 mcg until the noon delivery. Insurance has a form for lost medicine, I put it in the tray.'],
      [40, 'Lena', 'reads'],
    ],
  },
  {
    patient: 'Walter Simmons',
    steps: [
      [85, 'Grace', 'orders', 'By phone: Mr. Simmons asks for his monthly tablets. He is hard of hearing, please call after 3 pm when his daughter is there.', amlodipine(30), atorvastatin(30)],
      [84, 'Grace', 'notes', 'Daughter’s name is Joan. She collects.'],
    ],
  },
  {
    patient: 'Aisha Rahman',
    steps: [
      [3 * hours + 20, 'Aisha', 'orders', 'Good morning, my doctor sent you a prescription for a cream last night. Has it arrived?', hydrocortisone(1)],
      [3 * hours + 11, 'Tom', 'claims'],
      [3 * hours + 10, 'Tom', 'moves to', 'in_review'],
      [3 * hours + 9, 'Tom', 'says', 'Good morning Aisha. It has not come through yet, I am asking the office.'],
      [3 * hours + 2, 'Aisha', 'says', 'Thanks Tom.'],
      [2 * hours + 15, 'Tom', 'notes', 'Office says it went out at 9:10. Still nothing in our inbox. They are sending it again.'],
      [1 * hours + 50, 'Tom', 'says', 'They are sending it once more. You will hear from us.'],
      [1 * hours + 49, 'Tom', 'releases'],
      [34, 'Aisha', 'says', 'They told me it is with you now. Could somebody look?'],
    ],
  },
];

/** Handed to a colleague who has not started on them. */
const assigned: OrderScript[] = [
  {
    patient: 'Maria Alvarado',
    steps: [
      [26, 'Tom', 'orders', 'At the counter: new prescription for pen needles, patient will come back after work.', penNeedles(1)],
      [25, 'Tom', 'assigns', 'Lena'],
      [24, 'Tom', 'notes', 'Lena, careful: we also have a Maria Alvarez, born 12 March 1984.'],
    ],
  },
  {
    patient: 'Peter Novak',
    steps: [
      [11, 'Peter', 'orders', 'Refill of omeprazole. I can come by at five.', omeprazole(30)],
      [9, 'Grace', 'assigns', 'Tom'],
      [9, 'Tom', 'receives'],
    ],
  },
];

const withLena: OrderScript[] = [
  {
    patient: 'Ruth Feldman',
    steps: [
      [4 * hours, 'Ruth', 'orders', 'Dear pharmacy, I would like my heart tablets. I do not remember the name, the small white ones. Ruth Feldman'],
      [230, 'Tom', 'claims'],
      [229, 'Tom', 'moves to', 'in_review'],
      [228, 'Tom', 'says', 'Good morning Mrs. Feldman. Is there a name on the box, or could you read me the first letters?'],
      [190, 'Ruth', 'says', 'I have thrown the box away. They come in a strip.'],
      [176, 'Lena', 'takes over', 'Two of her tablets are white, this needs a pharmacist.'],
      [175, 'Tom', 'reads'],
      [172, 'Lena', 'says', 'Dear Mrs. Feldman, Lena here, your pharmacist. I have your list in front of me and would rather ask your doctor than guess.'],
      [160, 'Ruth', 'says', 'That is very careful of you, dear.'],
      [96, 'Lena', 'notes', 'Dr. Moreau: lisinopril 10 mg is the current one, the other white tablet was stopped in spring.'],
      [95, 'Lena', 'sets items', lisinopril(30)],
      [52, 'Lena', 'says', 'Your doctor confirms lisinopril. Do you still have any of the old strip at home? Please tell me before we pack anything.'],
      [51, 'Lena', 'moves to', 'awaiting_patient'],
      [50, 'Ruth', 'receives'],
    ],
  },
  {
    patient: 'George Mbeki',
    steps: [
      [2 * hours + 40, 'Grace', 'orders', 'By phone: metformin and his eye drops. He drives past at 6 pm.', metformin(60), artificialTears(1)],
      [2 * hours + 30, 'Lena', 'claims'],
      [2 * hours + 29, 'Lena', 'moves to', 'in_review'],
      [2 * hours + 10, 'Lena', 'notes', 'Prescription valid until March. All good.'],
      [2 * hours + 9, 'Lena', 'moves to', 'confirmed'],
      [100, 'Grace', 'notes', 'He called again: please one box of drops more.'],
    ],
  },
  {
    patient: 'Omar Haddad',
    steps: [
      [7 * hours, 'Omar', 'orders', 'Vitamin D please, the usual.', vitaminD(60)],
      [405, 'Lena', 'claims'],
      [404, 'Lena', 'moves to', 'in_review'],
      [403, 'Lena', 'says', 'Hi Omar, the usual bottle of 60?'],
      [398, 'Omar', 'says', 'Exactly.'],
      [397, 'Lena', 'moves to', 'confirmed'],
      [260, 'Lena', 'moves to', 'preparing'],
      [200, 'Lena', 'moves to', 'ready'],
      [199, 'Lena', 'says', 'It is packed and waits for you at the counter.'],
      [198, 'Lena', 'says', 'We close at 7 pm today.'],
      [190, 'Omar', 'receives'],
    ],
  },
];

const withTom: OrderScript[] = [
  {
    patient: 'Maria Alvarez',
    steps: [
      [150, 'Maria', 'orders', 'My daughter’s allergy tablets ran out, could you add a pack for me to collect?', cetirizine(30)],
      [141, 'Tom', 'claims'],
      [140, 'Tom', 'says', 'Hi Maria! Is it the same brand as in April?'],
      [133, 'Maria', 'says', 'Yes, the one with the blue box.'],
      [132, 'Tom', 'moves to', 'in_review'],
      [131, 'Tom', 'moves to', 'confirmed'],
      [62, 'Tom', 'moves to', 'preparing'],
      [61, 'Tom', 'says', 'I am putting it together now, give me an hour.'],
      [55, 'Maria', 'reads'],
      [12, 'Maria', 'says', 'No stress. Is it all right if I come at half past six?'],
    ],
  },
  {
    patient: 'Dorothy Hill',
    steps: [
      [5 * hours, 'Tom', 'orders', 'By phone: Mrs. Hill’s weekly box, her carer collects.', amlodipine(7), omeprazole(7), vitaminD(7)],
      [299, 'Tom', 'claims'],
      [290, 'Tom', 'moves to', 'in_review'],
      [240, 'Lena', 'notes', 'Checked the weekly box against her list, it agrees.'],
      [235, 'Tom', 'moves to', 'confirmed'],
      [233, 'Tom', 'says', 'Told the carer by phone: the box is there from 4 pm.'],
      [45, 'Tom', 'moves to', 'preparing'],
    ],
  },
  {
    patient: 'Carmen Ruiz',
    steps: [
      [6 * hours, 'Grace', 'orders', 'At the counter: levothyroxine, will pick up on Friday.', levothyroxine(90)],
      [350, 'Tom', 'claims'],
      [349, 'Tom', 'moves to', 'in_review'],
      [330, 'Tom', 'moves to', 'confirmed'],
      [300, 'Tom', 'moves to', 'preparing'],
      [270, 'Tom', 'moves to', 'ready'],
      [268, 'Tom', 'notes', 'In the Friday tray, second shelf.'],
      [262, 'Tom', 'says', 'Told her by phone that it is ready. She comes on Friday around noon.'],
      [240, 'Grace', 'reads'],
    ],
  },
];

const withGrace: OrderScript[] = [
  {
    patient: 'Ingrid Sorensen',
    steps: [
      [66, 'Tom', 'orders', 'By phone: atorvastatin. She says her insurance card has changed.', atorvastatin(90)],
      [58, 'Grace', 'claims'],
      [57, 'Grace', 'moves to', 'in_review'],
      [40, 'Grace', 'notes', 'New card photographed. The insurer’s line is busy, trying again on the hour.'],
    ],
  },
];

export const greenleafOpen: OrderScript[] = [...unassigned, ...assigned, ...withLena, ...withTom, ...withGrace];
