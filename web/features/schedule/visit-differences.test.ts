import { expect, test } from 'vitest';
import { clinicTime } from './clinic-time.ts';
import { visitDifferences } from './visit-differences.ts';
import { at, visitOf } from './visit.fixture.ts';

test('says what changed and nothing else', () => {
  const changed = visitOf({ ...at('10:00', '10:30'), roomName: '3', version: 2 });
  expect(visitDifferences(visitOf(), changed, clinicTime('America/New_York', () => Date.parse('2026-06-15T12:00:00Z')))).toEqual([
    { what: 'Time', was: '05:00–05:30', is: '06:00–06:30' },
    { what: 'Room', was: 'none', is: '3' },
  ]);
  expect(visitDifferences(visitOf(), visitOf({ version: 5 }), clinicTime('UTC', () => Date.parse('2026-06-15T12:00:00Z')))).toEqual([]);
});
