import { describe, expect, test } from 'vitest';
import type { LastMessage } from '../../../shared/chat-orders.ts';
import { anOrderSummary as order } from './order-summary.fixture.ts';
import { medicineOf, saidLast } from './queue-words.ts';

const message = (content: string, change: Partial<LastMessage> = {}): LastMessage => ({
  seq: 1,
  senderId: 'maria',
  senderName: 'Maria Alvarez',
  content,
  visibility: 'everyone',
  createdAt: '2026-05-22T12:00:00.000Z',
  ...change,
});
const plain = (words: string) => words.replaceAll(/[\u2068\u2069]/g, '');

test('what is ordered: the first item, and how many others', () => {
  const [metformin] = order(0).items;
  expect(plain(medicineOf(order(0)))).toBe('Metformin 500 mg');
  expect(plain(medicineOf(order(0, { items: [metformin!, metformin!, metformin!] })))).toBe('Metformin 500 mg +2');
  expect(plain(medicineOf(order(0, { items: [{ name: 'Cetirizine', strength: '', quantity: 1 }] })))).toBe('Cetirizine');
  expect(medicineOf(order(0, { items: [] }))).toBe('');
});

describe('what was said last', () => {
  const refill = message('my refill please');
  const answer = message('on it', { senderId: 'lena', senderName: 'Lena Fischer' });
  const note = message('ask first', { senderId: 'tom', senderName: 'Tom Okafor', visibility: 'staff' });
  const said = (change: Parameters<typeof order>[1], callerId = 'lena') => {
    const { author, words } = saidLast(order(0, change), callerId);
    return plain(author + words);
  };

  test.for([
    ['the patient’s words', { lastMessage: refill, patientMessage: refill }, 'my refill please'],
    ['the patient’s words behind an answer', { lastMessage: answer, patientMessage: refill }, 'my refill please'],
    ['the patient’s words behind a note', { lastMessage: note, patientMessage: refill, lastNote: note }, 'my refill please'],
    ['an answer where the patient said nothing', { lastMessage: answer }, 'You: on it'],
    ['no note where nobody wrote to the patient', { lastMessage: note, lastNote: note }, ''],
    ['that there is nothing, not even an item', { lastMessage: note, lastNote: note, items: [] }, 'No messages yet'],
  ] satisfies [string, Parameters<typeof order>[1], string][])('%s', ([, change, words]) => {
    expect(said(change)).toBe(words);
  });

  test('a colleague’s answer says whose it is', () => {
    expect(said({ lastMessage: answer }, 'tom')).toBe('Lena: on it');
  });
});
