import { expect, test } from 'vitest';
import type { OrderState } from '../../../shared/chat-orders.ts';
import { turnAfter } from '../../../shared/order-turn.ts';
import type { Message } from '../../../shared/messages.ts';
import { isOpen, openStatuses } from '../../../shared/order-status.ts';
import type { RoomEvent } from '../../../shared/rooms.ts';
import type { Cast } from './cast.ts';
import { demoTenants } from './demo-tenants.ts';
import { orderRows } from './order-rows.ts';
import { peopleOf } from './people.ts';
import { playScript } from './play-script.ts';
import type { Step } from './script.ts';

const now = Date.parse('2026-03-10T15:00:00.000Z');
const scenes = demoTenants.flatMap((tenant) => {
  const { cast } = peopleOf(tenant, 'hash', new Date(0));
  return tenant.orders.map((script) => ({ tenant: tenant.name, patient: script.patient, played: playScript(script, cast, now) }));
});
const ofGreenleaf = scenes.filter(({ tenant }) => tenant === 'Greenleaf Pharmacy').map(({ played }) => played);

/** What a reader of the log from its first event knows at its end. */
function replay(bodies: string[], clientOrderId: string): { order: OrderState | null; messages: Message[]; members: string[] } {
  let order: OrderState | null = null;
  const messages: Message[] = [];
  const members: string[] = [];
  for (const body of bodies) {
    const event = JSON.parse(body) as RoomEvent;
    if (event.type === 'member.joined') members.push(event.member.id);
    if (event.type === 'order.updated') order = event.order;
    if (event.type === 'message.created') {
      messages.push(event.message);
      // the note of a new order is what the waiting starts with, whoever wrote it down
      if (order && event.message.clientMessageId !== clientOrderId) order = { ...order, ...turnAfter(order, event.message) };
    }
    if (order) order = { ...order, lastSeq: event.seq };
  }
  return { order, messages, members };
}

test.each(scenes)('$tenant, $patient: the log tells what the rows say', ({ played }) => {
  const rows = orderRows(played);
  const told = replay(rows.event.map(({ body }) => body as string), played.clientOrderId);
  expect(told.order).toEqual(played.order);
  expect(rows.event.map(({ seq }) => seq)).toEqual(rows.event.map((_, index) => index + 1));
  expect(rows.topic).toMatchObject([{ seq: rows.event.length }]);
  expect(rows.message.map(({ seq, content, sender_id, visibility }) => ({ seq, content, sender_id, visibility }))).toEqual(
    told.messages.map(({ seq, content, sender, visibility }) => ({ seq, content, sender_id: sender.id, visibility })),
  );
  expect(rows.room_member.map(({ user_id }) => user_id)).toEqual(expect.arrayContaining(told.members));
  const times = played.log.map(({ event }) => event.at);
  expect(times).toEqual(times.toSorted());
  expect(Date.parse(times.at(-1)!)).toBeLessThanOrEqual(now);
});

test.each(scenes)('$tenant, $patient: every change raises the version and leaves a line of history', ({ played }) => {
  const versions = played.log.flatMap(({ event }) => (event.type === 'order.updated' ? [event.order.version] : []));
  expect(versions).toEqual(played.changes.map((_, index) => index + 1));
});

test('an internal note, and a line about a take-over, are for staff', () => {
  const notes = scenes.flatMap(({ played }) => played.log).filter(({ event }) => event.type === 'message.created' && event.message.visibility === 'staff');
  expect(notes.length).toBeGreaterThan(10);
  expect(notes.every(({ audience }) => audience === 'staff')).toBe(true);
});

test('Greenleaf has work of every kind', () => {
  const open = ofGreenleaf.map(({ order }) => order).filter(({ status }) => isOpen(status));
  expect(new Set(open.map(({ status }) => status))).toEqual(new Set(openStatuses));
  expect(open.length).toBeGreaterThanOrEqual(14);
  expect(ofGreenleaf.length - open.length).toBeGreaterThanOrEqual(6);
  expect(open.filter(({ assignee }) => !assignee).length).toBeGreaterThanOrEqual(4);
  expect(open.some(({ assignee, claimedBy }) => assignee && !claimedBy)).toBe(true);
  expect(new Set(open.flatMap(({ claimedBy }) => claimedBy?.name ?? []))).toEqual(new Set(['Lena Fischer', 'Tom Okafor', 'Grace Lindqvist']));
  expect(Math.max(...ofGreenleaf.map(({ log }) => log.filter(({ event }) => event.type === 'message.created').length))).toBeGreaterThan(60);
  expect(ofGreenleaf.some(({ changes }) => changes.some(({ kind }) => kind === 'taken_over'))).toBe(true);
});

const cast: Cast = {
  tenantId: 'tenant',
  accounts: [
    { id: 'a', name: 'Ada Holm', role: 'pharmacist' },
    { id: 'b', name: 'Bo Lind', role: 'technician' },
    { id: 'p', name: 'Pia Roth', role: 'patient' },
  ],
  patients: [{ id: 'pia', name: 'Pia Roth', dateOfBirth: '1990-01-01', userId: 'p' }],
};
const play = (...steps: Step[]) => playScript({ patient: 'Pia Roth', steps }, cast, now);
const ordered: Step = [60, 'Pia', 'orders', 'Please.'];

test.each<[string, Step[]]>([
  ['it skips a status', [ordered, [50, 'Ada', 'moves to', 'ready']]],
  ['a colleague holds the order', [ordered, [50, 'Ada', 'claims'], [40, 'Bo', 'moves to', 'in_review']]],
  ['there is nothing to take over', [ordered, [50, 'Ada', 'takes over', 'No reason']]],
  ['the order is closed', [ordered, [50, 'Ada', 'moves to', 'cancelled', 'Mistake'], [40, 'Ada', 'claims']]],
  ['it runs backwards', [ordered, [70, 'Ada', 'claims']]],
  ['it goes on after now', [ordered, [-1, 'Ada', 'claims']]],
  ['it does not start with an order', [[50, 'Ada', 'says', 'Hello?']]],
  ['somebody is unknown', [ordered, [50, 'Zoe', 'claims']]],
])('a script is refused when %s', (_, steps) => {
  expect(() => play(...steps)).toThrow();
});

test('the patient waits from the first word without an answer', () => {
  const waiting = (...steps: Step[]) => {
    const { waitingSince, answered } = play(ordered, ...steps).order;
    return [(now - Date.parse(waitingSince)) / 60_000, answered];
  };
  expect(waiting()).toEqual([60, false]);
  expect(waiting([50, 'Pia', 'says', 'Hello?'])).toEqual([60, false]);
  expect(waiting([50, 'Ada', 'notes', 'Looking.'])).toEqual([60, false]);
  expect(waiting([50, 'Ada', 'says', 'Here.'])).toEqual([50, true]);
  expect(waiting([50, 'Ada', 'says', 'Here.'], [30, 'Pia', 'says', 'Good.'], [20, 'Pia', 'says', 'And?'])).toEqual([30, false]);
});
