import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { slotOf } from './slot.ts';
import { draftOf, editOf, rebase, slotOfDraft } from './visit-draft.ts';
import { visitOf } from './visit.fixture.ts';

const newYork = clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z'));

test('fields show the clinic’s time and mean it', () => {
  const visit = visitOf({ roomName: '3' });
  const draft = draftOf(visit, newYork);
  expect(draft).toEqual({ providerId: 'chen', day: '2026-06-15', from: '05:00', minutes: 30, reason: 'Skin check', roomName: '3' });
  expect(slotOfDraft(draft, newYork)).toEqual(slotOf(visit));
});

test('fields that are not filled in mean no time', () => {
  const draft = draftOf(visitOf(), newYork);
  expect(slotOfDraft({ ...draft, from: '' }, newYork)).toBeNull();
  expect(slotOfDraft({ ...draft, providerId: null }, newYork)).toBeNull();
  expect(slotOfDraft({ ...draft, day: '2026-02-30' }, newYork)).toBeNull();
});

test.each(['0002-06-15', '0020-06-15', '0202-06-15', '2025-06-14', '2029-06-16', '9999-12-31'])('on %s nothing is booked', (day) => {
  expect(slotOfDraft({ ...draftOf(visitOf(), newYork), day }, newYork)).toBeNull();
});

const utc = clinicTime('UTC', () => Date.parse('2026-06-15T12:00:00Z'));

test('an edit sends what was edited and nothing else', () => {
  const odd = visitOf({ startsAt: '2026-06-15T09:00:30.000Z', endsAt: '2026-06-15T09:20:15.500Z', roomName: '3' });
  const draft = draftOf(odd, utc);
  expect(editOf(draft, odd, utc)).toEqual({});
  expect(editOf({ ...draft, reason: 'Burn' }, odd, utc)).toEqual({ reason: 'Burn' });
  expect(editOf({ ...draft, roomName: '' }, odd, utc)).toEqual({ roomName: null });
  expect(editOf({ ...draft, providerId: 'patel' }, odd, utc)).toEqual({ slot: { ...slotOf(odd), providerId: 'patel' } });
  expect(editOf({ ...draft, minutes: 30 }, odd, utc)).toEqual({ slot: { providerId: 'chen', startsAt: odd.startsAt, endsAt: '2026-06-15T09:30:30.000Z' } });
});

test('the second of two hours that look alike stays the second', () => {
  const autumn = clinicTime('America/New_York', () => Date.parse('2026-10-01T12:00:00Z'));
  const night = visitOf({ startsAt: '2026-11-01T06:30:00.000Z', endsAt: '2026-11-01T07:00:00.000Z' });
  expect(editOf({ ...draftOf(night, autumn), reason: 'Fall' }, night, autumn)).toEqual({ reason: 'Fall' });
});

test('a visit of long ago keeps its time when its room changes', () => {
  const old = visitOf({ startsAt: '0202-03-01T09:00:00.000Z', endsAt: '0202-03-01T09:30:00.000Z' });
  expect(editOf({ ...draftOf(old, utc), roomName: '2' }, old, utc)).toEqual({ roomName: '2' });
});

test('an edit that is kept takes over what somebody else changed elsewhere', () => {
  const was = visitOf({ roomName: '1' });
  const is = visitOf({ version: 2, roomName: '7', startsAt: '2026-06-15T10:00:00.000Z', endsAt: '2026-06-15T10:30:00.000Z' });
  const mine = rebase({ ...draftOf(was, utc), reason: 'Burn' }, was, is, utc);
  expect(editOf(mine, is, utc)).toEqual({ reason: 'Burn' });
});
