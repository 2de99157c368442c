import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { slotOf } from './slot.ts';
import { draftOf, slotOfDraft } from './visit-draft.ts';
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
