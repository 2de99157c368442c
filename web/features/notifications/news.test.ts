import { expect, test } from 'vitest';
import { notificationChannels } from '../../../shared/notification-types.ts';
import { callsFor, mergeNews } from './news.ts';
import { createdOf, notificationOf, readOf } from './notification.fixture.ts';

const here = { isVisible: true, hasFocus: true, isOpen: false };
const away = { isVisible: false, hasFocus: false, isOpen: false };
const announced = createdOf(notificationOf(), [...notificationChannels]);
const alerted = createdOf(notificationOf({ type: 'alert.urgent' }), [...notificationChannels]);

test.each([
  ['in the app and by sound to who is here', announced, here, ['in_app', 'sound']],
  ['from the browser too to who is elsewhere', announced, away, ['in_app', 'browser', 'sound']],
  ['not at all to who has it open', announced, { ...here, isOpen: true }, []],
  ['all the same when it is open in a tab that nobody sees', announced, { ...away, isOpen: true }, ['in_app', 'browser', 'sound']],
  ['an urgent alert only from the browser: it has its own banner', alerted, away, ['browser']],
  ['an urgent alert not to who is here', alerted, here, []],
  ['silently when the server says so', createdOf(notificationOf(), []), away, []],
])('calls %s', (_, event, gaze, calls) => expect(callsFor(event, gaze)).toEqual(calls));

test('what is read elsewhere is news no more', () => {
  const [one, other] = [notificationOf(), notificationOf()];
  expect(mergeNews([one, other], readOf([one.id], 1))).toEqual([other]);
  expect(mergeNews([one, other], readOf('all', 0))).toEqual([]);
  const news = [one];
  expect(mergeNews(news, createdOf(other))).toBe(news);
});
