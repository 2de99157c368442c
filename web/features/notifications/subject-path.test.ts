import { expect, test } from 'vitest';
import { notificationOf } from './notification.fixture.ts';
import { subjectPath } from './subject-path.ts';

test.each([
  ['chat_order', '/orders/7'],
  ['thread', '/threads/7'],
  ['appointment', '/visits/7'],
  ['task', '/work/tasks?item=7'],
  ['prior_auth', '/work/prior-auths?item=7'],
  ['lab_result', '/work/lab-results?item=7'],
  ['alert', '/alerts'],
  ['announcement', '/notifications?item=1'],
] as const)('a notification about a %s opens %s', (kind, path) => {
  expect(subjectPath(notificationOf({ id: '1', entity: { kind, id: '7' } }))).toBe(path);
});
