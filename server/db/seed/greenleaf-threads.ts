import { hours } from './script.ts';
import type { ThreadScript } from './thread-script.ts';

/** What the pharmacy's people talk about. */
export const greenleafThreads: ThreadScript[] = [
  {
    subject: 'Fridge alarm and the insulin delivery',
    participants: ['Tom', 'Lena', 'Grace'],
    lines: [
      [6 * hours, 'Tom', 'Fridge 2 alarmed at 7:10, it showed 8.4 °C for four minutes. The door was not quite shut.'],
      [5 * hours + 48, 'Lena', 'Did anything stand in the door shelf? Insulin should be fine under ten minutes, but write it into the log please.'],
      [5 * hours + 41, 'Tom', 'Only eye drops. It is in the log with the print-out.'],
      [5 * hours + 12, 'Grace', 'I called the service, they come tomorrow between 9 and 11 and change the seal.'],
      [38, 'Grace', 'The insulin delivery is early, it is here at two. @Lena Fischer please put it into fridge 1 until the seal is changed.'],
      [11, 'Tom', 'I made room on the lower shelf. @Lena Fischer the cold packs are in the back.'],
    ],
    readBy: ['Grace'],
  },
];
