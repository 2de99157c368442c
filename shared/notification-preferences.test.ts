import { expect, test } from 'vitest';
import { channelsFor, defaultPreferences } from './notification-preferences.ts';
import { notificationChannels, notificationTypes } from './notification-types.ts';

const noon = new Date('2026-01-15T12:00:00Z');
const quietAtNoon = { ...defaultPreferences, quietHours: { from: '11:00', to: '13:00', timeZone: 'UTC' } };
const off = { quietHours: null, channels: Object.fromEntries(notificationTypes.map((type) => [type, []])) as never };

test.each(notificationTypes)('%s', (type) => {
  const urgent = type === 'alert.urgent';
  expect(channelsFor(defaultPreferences, type, noon)).toEqual(defaultPreferences.channels[type]);
  expect(channelsFor(quietAtNoon, type, noon)).toEqual(urgent ? [...notificationChannels] : []);
  expect(channelsFor(off, type, noon)).toEqual(urgent ? [...notificationChannels] : null);
});
