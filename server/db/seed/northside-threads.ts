import { days, hours } from './script.ts';
import type { ThreadScript } from './thread-script.ts';

/** What the clinic's people talk about. */
export const northsideThreads: ThreadScript[] = [
  {
    subject: 'Excision tray for procedure room',
    participants: ['Anjali', 'Rosa', 'Claire'],
    lines: [
      [2 * days + 95, 'Anjali', 'We were one curette short in the excision tray this morning. @Rosa Jimenez can you check the count?'],
      [2 * days + 70, 'Rosa', 'Counted: two are at sterilisation, back tomorrow. I moved the spare from room 4.'],
      [2 * days + 64, 'Anjali', 'Perfect, thank you.'],
      [1 * days + 30, 'Claire', 'I ordered two more so that we do not run into this again. They arrive on Thursday.'],
      [1 * days + 22, 'Rosa', 'They can go straight to the procedure room, I will label them.'],
    ],
    readBy: ['Anjali', 'Rosa', 'Claire'],
  },
  {
    subject: 'Biopsy result, who calls?',
    patient: 'Graham Tate',
    participants: ['Wei', 'Rosa', 'Ben'],
    lines: [
      [5 * hours, 'Rosa', 'Pathology called: the report for Mr Tate is on its way, they flagged it for a same-day look.'],
      [4 * hours + 40, 'Wei', 'Thank you. I want to tell him myself, not by message. @Ben Whitaker can you find ten minutes before lunch?'],
      [4 * hours + 31, 'Ben', 'He can take a call at 11:50. I blocked it and told him only that the doctor will ring.'],
      [4 * hours + 28, 'Wei', 'That is right, thank you.'],
      [52, 'Rosa', 'Report is in. Margins clear, no further excision needed.'],
      [14, 'Wei', 'Good news then. @Rosa Jimenez please book the suture removal when he is on the phone, 12 to 14 days.'],
    ],
    readBy: ['Wei', 'Ben'],
  },
  {
    subject: 'Light therapy slots this week',
    patient: 'Elena Petrova',
    participants: ['Ben', 'Anjali', 'Rosa'],
    lines: [
      [27 * hours, 'Ben', 'Ms Petrova asks for a slot before nine, she starts work at ten now.'],
      [26 * hours, 'Anjali', 'Fine for me if the lamp is free. The dose stays as it was.'],
      [3 * hours + 10, 'Rosa', 'The lamp is free Tuesday and Friday at 8:20. Is one of them good for her, @Ben Whitaker?'],
      [33, 'Ben', 'She took both. I put them into the schedule.'],
      [6, 'Anjali', '@Rosa Jimenez could you check her skin before the second one and tell me if it is still red?'],
    ],
    readBy: ['Anjali'],
  },
];
