import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { defaultClinicSettings, type ClinicSettings } from '../../../shared/clinic-settings.ts';
import { acceptSettings, clinicSettingsKey, readSettings } from './settings-cache.ts';

const version = (number: number): ClinicSettings => ({ ...defaultClinicSettings, version: number });
const cached = (queryClient: QueryClient) => queryClient.getQueryData<ClinicSettings>(clinicSettingsKey)?.version;

test('events and replies in any order leave the newest', () => {
  const queryClient = new QueryClient();
  for (const number of [2, 1, 3, 3, 2]) acceptSettings(queryClient, version(number));
  expect(cached(queryClient)).toBe(3);
});

test('an answer that was under way while somebody set others does not undo them', async () => {
  const queryClient = new QueryClient();
  acceptSettings(queryClient, version(1));
  const answer = Promise.withResolvers<ClinicSettings>();
  const reading = readSettings(queryClient, () => answer.promise);
  acceptSettings(queryClient, version(2));
  answer.resolve(version(1));
  expect((await reading).version).toBe(2);
});

test('what is read anew counts, also when a restored database has an older version', async () => {
  const queryClient = new QueryClient();
  acceptSettings(queryClient, version(5));
  expect(await readSettings(queryClient, async () => version(3))).toEqual(version(3));
});
