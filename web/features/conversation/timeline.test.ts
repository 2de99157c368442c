import { describe, expect, test } from 'vitest';
import type { Message } from '../../../shared/messages.ts';
import { aMessage, lena, minuteAfterNoon } from './conversation.fixture.ts';
import type { OutgoingMessage } from './outgoing.ts';
import { buildTimeline } from './timeline.ts';

const kinds = (rows: { kind: string }[]): string[] => rows.map(({ kind }) => kind);

test('a separator opens every day', () => {
  const messages = [aMessage(1), aMessage(2), aMessage(3, { createdAt: '2026-05-24T12:00:00.000Z' })];
  expect(kinds(buildTimeline({ messages, outgoing: [] }, lena.id, null, 'UTC'))).toEqual(['day', 'message', 'message', 'day', 'message']);
});

describe('the unread line', () => {
  const messages = [aMessage(1), aMessage(2), aMessage(3, { sender: lena }), aMessage(4), aMessage(5)];

  test('stands before the first new message and counts those of others', () => {
    const rows = buildTimeline({ messages, outgoing: [] }, lena.id, { afterSeq: 1, untilSeq: 4 }, 'UTC');
    expect(kinds(rows)).toEqual(['day', 'message', 'unread', 'message', 'message', 'message', 'message']);
    expect(rows.find(({ kind }) => kind === 'unread')).toMatchObject({ count: 2 });
  });

  test('is not there when everything was read', () => {
    expect(kinds(buildTimeline({ messages, outgoing: [] }, lena.id, { afterSeq: 5, untilSeq: 5 }, 'UTC'))).not.toContain('unread');
  });
});

test('messages of one sender stand together, a note never with a message', () => {
  const messages = [
    aMessage(1, { sender: lena }),
    aMessage(2, { sender: lena }),
    aMessage(3, { sender: lena, visibility: 'staff' }),
    aMessage(9, { sender: lena, visibility: 'staff' }),
  ];
  const rows = buildTimeline({ messages, outgoing: [] }, lena.id, null, 'UTC');
  expect(rows.map((row) => (row.kind === 'message' ? row.opensGroup : null))).toEqual([null, true, false, true, true]);
});

test('the row of a message keeps its key when it is sent', () => {
  const mine: OutgoingMessage = {
    clientMessageId: 'mine',
    mentionIds: [],
    content: 'on it',
    visibility: 'everyone',
    createdAt: minuteAfterNoon(2),
    problem: null,
  };
  const lastKey = (messages: Message[], outgoing: OutgoingMessage[]) => buildTimeline({ messages, outgoing }, lena.id, null, 'UTC').at(-1)?.key;
  const sent = [aMessage(1), aMessage(2, { sender: lena, clientMessageId: 'mine' })];
  expect(lastKey([aMessage(1)], [mine])).toBe(lastKey(sent, []));
});

test('the days are those of the zone', () => {
  const messages = [aMessage(1, { createdAt: '2026-05-23T23:00:00.000Z' }), aMessage(2, { createdAt: '2026-05-24T01:00:00.000Z' })];
  const days = (zone: string) => kinds(buildTimeline({ messages, outgoing: [] }, lena.id, null, zone)).filter((kind) => kind === 'day').length;
  expect([days('UTC'), days('America/New_York'), days('Asia/Tokyo')]).toEqual([2, 1, 1]);
});
