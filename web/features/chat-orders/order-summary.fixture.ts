import type { ChatOrderSummary } from '../../../shared/chat-orders.ts';
import { minuteAfterNoon } from '../conversation/conversation.fixture.ts';

/** An order that has been waiting since `minute` minutes after noon; its id is that minute. */
export const anOrderSummary = (minute: number, change: Partial<ChatOrderSummary> = {}): ChatOrderSummary => ({
  roomId: String(minute).padStart(2, '0'),
  tenantId: 'greenleaf',
  patient: { id: 'patient', name: 'Maria Alvarez', dateOfBirth: '1984-03-12' },
  status: 'requested',
  version: 1,
  items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }],
  assignee: null,
  claimedBy: null,
  lastSeq: 1,
  unread: 0,
  lastReadSeq: 0,
  waitingSince: minuteAfterNoon(minute),
  answered: false,
  createdAt: minuteAfterNoon(minute),
  updatedAt: minuteAfterNoon(minute),
  lastMessage: null,
  patientMessage: null,
  lastNote: null,
  openingWords: null,
  ...change,
});
