import { expect, test } from 'vitest';
import { entryFor, type OutboxTask } from '../../outbox/outbox-entry.ts';
import { aMessage, minuteAfterNoon } from './conversation.fixture.ts';
import { outgoingOf } from './outgoing.ts';

const entry = (task: OutboxTask) => entryFor(task, minuteAfterNoon(1));
const words = (clientMessageId: string, roomId = 'room') =>
  entry({ kind: 'message', roomId, clientMessageId, content: `words of ${clientMessageId}`, visibility: 'everyone' });

test('a room shows its own messages, in the order of the outbox, and no read marks', () => {
  const entries = [words('one'), words('elsewhere', 'other'), entry({ kind: 'read', roomId: 'room', seq: 4 }), words('two')];
  expect(outgoingOf(entries, 'room', []).map(({ content }) => content)).toEqual(['words of one', 'words of two']);
});

test('what has arrived is not shown twice, whichever of outbox and feed knows first', () => {
  const entries = [words('mine'), words('next')];
  const arrived = [aMessage(1, { clientMessageId: 'mine' })];
  expect(outgoingOf(entries, 'room', arrived).map(({ clientMessageId }) => clientMessageId)).toEqual(['next']);
});

test('what the server refused keeps its words and says why', () => {
  const refused = { ...words('mine'), problem: 'This order is closed.' };
  expect(outgoingOf([refused], 'room', [])).toMatchObject([{ content: 'words of mine', problem: 'This order is closed.' }]);
});
