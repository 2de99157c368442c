import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../../shared/charts.ts';
import { clinicTime } from '../schedule/clinic-time.ts';
import { timelineWords } from './timeline-words.ts';

const entry: TimelineEntry = {
  id: 'entry',
  kind: 'created',
  appointment: { id: 'visit', startsAt: '2026-06-15T13:00:00.000Z', provider: { id: 'chen', name: 'Dr. Wei Chen' } },
  actor: { id: 'ben', name: 'Ben Whitaker' },
  from: null,
  to: null,
  reason: null,
  at: '2026-06-01T13:00:00.000Z',
};
const words = (change: Partial<TimelineEntry>) => timelineWords({ ...entry, ...change }, clinicTime('America/New_York'));

test('every kind of entry says what was done, on the clinic’s clock', () => {
  expect(words({})).toMatch(/^booked the visit with Dr\. Wei Chen, .*15.*, 09:00$/);
  expect(words({ kind: 'changed' })).toMatch(/^changed the visit with Dr\. Wei Chen/);
  expect(words({ kind: 'cancelled', from: 'scheduled', to: 'cancelled' })).toMatch(/^cancelled the visit/);
  expect(words({ kind: 'status_changed', from: 'confirmed', to: 'checked_in' })).toMatch(/^Confirmed → Checked in: the visit with/);
  expect(words({ kind: 'moved', from: '2026-06-15T12:00:00.000Z Dr. Anjali Patel', to: '2026-06-15T13:00:00.000Z' })).toMatch(
    /^moved a visit from .*, 08:00 with Dr\. Anjali Patel to .*, 09:00$/,
  );
});
