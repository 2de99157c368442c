import { expect, test } from 'vitest';
import type { PresentUser } from '../../../shared/presence.ts';
import { deviceWords } from './device-count.ts';
import { teamOf, type TeamView } from './team-filter.ts';

const user = (name: string, change: Partial<PresentUser> = {}): PresentUser => ({ userId: name, name, role: 'nurse', status: 'offline', connections: 0, ...change });
const present = Object.fromEntries(
  [
    user('Rosa', { status: 'online', onDuty: true }),
    user('Ben', { status: 'away' }),
    user('Claire', { onDuty: true }),
    user('Ann'),
    user('Sam', { role: 'patient', status: 'online' }),
  ].map((each) => [each.userId, each]),
);

test.for([
  ['everyone', ['Ann', 'Ben', 'Claire', 'Rosa']],
  ['here', ['Ben', 'Rosa']],
  ['on_duty', ['Claire', 'Rosa']],
] as [TeamView, string[]][])('%s', ([view, names]) => {
  expect(teamOf(present, view).map(({ name }) => name)).toEqual(names);
});

test.for([
  [0, 0, ''],
  [1, 1, ''],
  [2, 1, '2 tabs'],
  [3, 2, '2 devices, 3 tabs'],
] as const)('%i tabs on %i devices: %s', ([connections, devices, words]) => {
  expect(deviceWords({ connections, devices })).toBe(words);
});
