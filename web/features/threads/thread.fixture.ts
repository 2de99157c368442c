import type { Thread } from '../../../shared/threads.ts';
import { lena, minuteAfterNoon, tom } from '../conversation/conversation.fixture.ts';

/** A thread that was last lively `minute` minutes after noon; its id sorts as the minute does. */
export const aThreadRow = (minute: number, change: Partial<Thread> = {}): Thread => ({
  roomId: String(minute).padStart(2, '0'),
  tenantId: 'greenleaf',
  subject: `Thread ${minute}`,
  patient: null,
  createdBy: tom,
  participants: [tom, lena],
  lastMessage: null,
  lastSeq: 1,
  unread: 0,
  lastReadSeq: 0,
  createdAt: minuteAfterNoon(0),
  updatedAt: minuteAfterNoon(minute),
  ...change,
});
