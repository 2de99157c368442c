import { expect, test } from 'vitest';
import { defaultClinicSettings, type ClinicSettings } from '../../../shared/clinic-settings.ts';
import { dayProblem, draftOf, editOf, minutesProblem, settingsDifferences, settingsOf } from './settings-draft.ts';

const { version: _, ...usual } = defaultClinicSettings;
const late: ClinicSettings = {
  ...defaultClinicSettings,
  openingHours: usual.openingHours.with(4, { opens: 720, closes: 1_440 }).with(5, { opens: 540, closes: 780 }),
  stageMinutes: { ...usual.stageMinutes, in_room: 25 },
};

test('fields show the settings and mean them, up to midnight', () => {
  expect(settingsOf(draftOf(defaultClinicSettings))).toEqual(usual);
  expect(draftOf(late).days[4]).toEqual({ isOpen: true, from: '12:00', to: '00:00' });
  expect(settingsOf(draftOf(late))).toEqual({ openingHours: late.openingHours, stageMinutes: late.stageMinutes });
});

test('what is not right is said and means nothing', () => {
  expect(dayProblem({ isOpen: true, from: '10:00', to: '09:00' })).toBe('Closes before it opens.');
  expect(dayProblem({ isOpen: true, from: '', to: '09:00' })).toBe('From when to when?');
  expect(dayProblem({ isOpen: false, from: '', to: '' })).toBeNull();
  expect(['', 0, 481, 1.5, 'x'].filter((minutes) => minutesProblem(minutes) === null)).toEqual([]);
  const draft = draftOf(defaultClinicSettings);
  expect(settingsOf({ ...draft, minutes: { ...draft.minutes, in_room: '' } })).toBeNull();
});

test('fields that say what the settings say are no edit', () => {
  const draft = draftOf(late);
  expect(editOf(late, draft)).toBeNull();
  expect(editOf(late, { ...draft, minutes: { ...draft.minutes, in_room: 26 } })).toMatchObject({ base: late });
  expect(editOf(defaultClinicSettings, draft)).toEqual({ base: defaultClinicSettings, draft });
});

test('says what somebody else changed', () => {
  expect(settingsDifferences(defaultClinicSettings, late)).toEqual([
    { what: 'Friday', was: '08:00–18:00', is: '12:00–00:00' },
    { what: 'Saturday', was: 'closed', is: '09:00–13:00' },
    { what: 'In room', was: '15 min', is: '25 min' },
  ]);
});
