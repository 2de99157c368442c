import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { notificationTypes } from '../../shared/notification-types.ts';
import type { Notification, NotificationEvent } from '../../shared/notifications.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { notificationFeed } from '../testing/feeds.ts';
import { refusalOf } from '../testing/refusal.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let chen: TestClient;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  clinic = await openClinic(app);
  chen = await app.signIn(clinic.chen);
});

/** Something for Dr. Chen to know. */
const giveTask = (title = 'Call back') =>
  clinic.nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title, assigneeId: clinic.chen.id });
const list = (input: Parameters<typeof chen.trpc.notifications.list.query>[0] = {}, { trpc } = chen) => trpc.notifications.list.query(input);
const created = (event: { data: NotificationEvent }) => event.data.type === 'notification.created';
const read = (event: { data: NotificationEvent }) => event.data.type === 'notification.read';

test('what happened is kept until it is read, newest first, page by page', async () => {
  for (const title of ['1', '2', '3']) await giveTask(title);
  const { items, unread, nextCursor } = await list({ limit: 2 });
  expect(items.map(({ body }) => body)).toEqual(['Rosa Jimenez: 3', 'Rosa Jimenez: 2']);
  expect(items[0]).toMatchObject({ type: 'task.assigned', readAt: null, entity: { kind: 'task' } });
  expect(unread).toBe(3);
  const rest = await list({ limit: 2, cursor: nextCursor });
  expect(rest.items.map(({ body }) => body)).toEqual(['Rosa Jimenez: 1']);
  expect(rest.nextCursor).toBeNull();
  expect(await chen.trpc.notifications.markRead.mutate({ ids: [items[0]!.id] })).toEqual({ unread: 2 });
  expect((await list({ unreadOnly: true })).items.map(({ body }) => body)).toEqual(['Rosa Jimenez: 2', 'Rosa Jimenez: 1']);
  expect((await list()).items[0]!.readAt).not.toBeNull();
  expect((await list({ types: ['announcement'] })).items).toEqual([]);
});

test('read on one device is read on all, and a feed that comes back hears of it too', async () => {
  const phone = await app.signIn(clinic.chen);
  const [here, there] = [notificationFeed(chen), notificationFeed(phone)];
  for (const feed of [here, there]) await feed.find(({ data }) => data.type === 'notifications.joined' && data.unread === 0);
  await giveTask();
  await giveTask();
  for (const feed of [here, there]) await feed.until(() => feed.values.filter(created).length === 2);
  const place = there.values.at(-1)!.id;
  there.stop();
  const [newest] = (await list()).items;
  await chen.trpc.notifications.markRead.mutate({ ids: [newest!.id] });
  await chen.trpc.notifications.markAllRead.mutate();
  await here.until(() => here.values.filter(read).length === 2);
  const again = notificationFeed(phone, place);
  await again.find(({ data }) => data.type === 'feed.heartbeat');
  expect(again.values.filter(read).map(({ data }) => data)).toMatchObject([{ ids: [newest!.id], unread: 1 }, { ids: 'all', unread: 0 }]);
  const fresh = notificationFeed(phone);
  expect((await fresh.find(() => true)).data).toMatchObject({ type: 'notifications.joined', unread: 0 });
});

test('marking what is read already, or not one’s own, changes nothing and says nothing', async () => {
  await giveTask();
  const { items } = await list();
  const ids = items.map(({ id }) => id);
  const feed = notificationFeed(chen);
  await feed.until(() => feed.values.length > 0);
  expect(await clinic.nurse.trpc.notifications.markRead.mutate({ ids })).toEqual({ unread: 0 });
  expect(await chen.trpc.notifications.markRead.mutate({ ids: [newId()] })).toEqual({ unread: 1 });
  expect(await chen.trpc.notifications.markRead.mutate({ ids })).toEqual({ unread: 0 });
  expect(await chen.trpc.notifications.markRead.mutate({ ids })).toEqual({ unread: 0 });
  expect(await chen.trpc.notifications.markAllRead.mutate()).toEqual({ unread: 0 });
  await giveTask('the end');
  await feed.find(created);
  expect(feed.values.filter(read)).toHaveLength(1);
});

test('all up to one leaves what came after it unread, and says which were read', async () => {
  for (const title of ['1', '2', '3']) await giveTask(title);
  const [newest, middle] = (await list()).items;
  const feed = notificationFeed(chen);
  await feed.until(() => feed.values.length > 0);
  expect(await chen.trpc.notifications.markAllRead.mutate({ upTo: middle!.id })).toEqual({ unread: 1 });
  expect((await list({ unreadOnly: true })).items.map(({ id }) => id)).toEqual([newest!.id]);
  expect((await feed.find(read)).data).toMatchObject({ ids: expect.toSatisfy((ids: string[]) => ids.length === 2 && !ids.includes(newest!.id)), unread: 1 });
  expect(await chen.trpc.notifications.markAllRead.mutate({ upTo: middle!.id })).toEqual({ unread: 1 });
  // nothing newer is left: that is all of them, and old clients know the word
  expect(await chen.trpc.notifications.markAllRead.mutate({ upTo: newest!.id })).toEqual({ unread: 0 });
  await feed.until(() => feed.values.filter(read).length === 2);
  expect(feed.values.filter(read).at(-1)!.data).toMatchObject({ ids: 'all', unread: 0 });
});

test('many that are read at once are told in bounded events, each with what is left after it', async () => {
  for (let given = 0; given < limits.notifications.pageMax + 5; given += 15) await Promise.all(Array.from({ length: 15 }, () => giveTask()));
  const upTo = (await list({ limit: 1 })).items[0]!.id;
  await giveTask('the newest');
  const feed = notificationFeed(chen);
  await feed.until(() => feed.values.length > 0);
  await chen.trpc.notifications.markAllRead.mutate({ upTo });
  await feed.until(() => feed.values.filter(read).length === 2);
  expect(feed.values.filter(read).map(({ data }) => data.type === 'notification.read' && [data.ids.length, data.unread])).toEqual([
    [limits.notifications.pageMax, 6],
    [5, 1],
  ]);
});

/** What somebody who only hears the events knows. */
function replay(events: NotificationEvent[]): { items: Map<string, Notification>; unread: number } {
  const items = new Map<string, Notification>();
  let unread = 0;
  for (const event of events) {
    switch (event.type) {
      case 'notifications.joined':
        unread = event.unread;
        break;
      case 'notification.created':
        items.set(event.notification.id, event.notification);
        unread += 1;
        break;
      case 'notification.read': {
        const isMeant = ({ id, readAt }: Notification) => readAt === null && (event.ids === 'all' || event.ids.includes(id));
        for (const item of items.values()) if (isMeant(item)) items.set(item.id, { ...item, readAt: event.readAt });
        unread = event.unread;
        break;
      }
      case 'feed.reset':
      case 'feed.heartbeat':
    }
  }
  return { items, unread };
}

test('the events add up to the list read anew, and the count is true after every one of them', async () => {
  const feed = notificationFeed(chen);
  await feed.until(() => feed.values.length > 0);
  const devices = [chen, await app.signIn(clinic.chen)];
  const give = async () => {
    for (let at = 0; at < 10; at++) await giveTask(String(at));
  };
  const readSome = async (device: TestClient, all: boolean) => {
    for (let at = 0; at < 8; at++) {
      const { items } = await list({ unreadOnly: true, limit: 2 }, device);
      if (all && at % 4 === 3) await device.trpc.notifications.markAllRead.mutate();
      else if (items.length > 0) await device.trpc.notifications.markRead.mutate({ ids: items.map(({ id }) => id) });
    }
  };
  await Promise.all([give(), give(), give(), ...devices.map((device, at) => readSome(device, at === 0))]);
  await feed.until(() => feed.values.filter(created).length === 30);
  const { items, unread } = await list({ limit: 100 });
  await feed.until(() => replay(feed.values.map(({ data }) => data)).unread === unread);

  for (let upTo = 1; upTo <= feed.values.length; upTo++) {
    const state = replay(feed.values.slice(0, upTo).map(({ data }) => data));
    expect([...state.items.values()].filter(({ readAt }) => readAt === null)).toHaveLength(state.unread);
  }
  expect(replay(feed.values.map(({ data }) => data)).items).toEqual(new Map(items.map((item) => [item.id, item])));
});

test('a type that is off is not created; what is not named stays as it was', async () => {
  const before = await chen.trpc.notifications.preferences.query();
  expect(Object.keys(before.channels).toSorted()).toEqual(notificationTypes.toSorted());
  const set = chen.trpc.notifications.setPreferences;
  const quietHours = { from: '22:00', to: '07:00', timeZone: 'America/Chicago' };
  await set.mutate({ quietHours });
  const off = await set.mutate({ channels: { 'task.assigned': [] } });
  expect(off).toEqual({ channels: { ...before.channels, 'task.assigned': [] }, quietHours });
  await giveTask('unwanted');
  expect((await list()).items).toEqual([]);
  expect(await set.mutate({ channels: { 'task.assigned': ['sound'] }, quietHours: null })).toMatchObject({ channels: { 'task.assigned': ['sound'] }, quietHours: null });
  const feed = notificationFeed(chen);
  await feed.until(() => feed.values.length > 0);
  await giveTask('wanted');
  expect((await feed.find(created)).data).toMatchObject({ channels: ['sound'] });
  // one person's settings are nobody else's
  expect(await clinic.nurse.trpc.notifications.preferences.query()).toEqual(before);
});

test('in quiet hours a notification comes silently', async () => {
  const clockAt = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  await chen.trpc.notifications.setPreferences.mutate({ quietHours: { from: clockAt(-30), to: clockAt(30), timeZone: 'UTC' } });
  const feed = notificationFeed(chen);
  await feed.until(() => feed.values.length > 0);
  await giveTask();
  expect((await feed.find(created)).data).toMatchObject({ channels: [], notification: { readAt: null } });
  expect((await list()).unread).toBe(1);
});

test.each([
  { channels: { 'alert.urgent': [] } },
  { channels: { 'task.assigned': ['smoke'] } },
  { channels: { other: [] } },
  { quietHours: { from: '22:00', to: '22:00', timeZone: 'UTC' } },
  { quietHours: { from: '22:00', to: '07:00', timeZone: 'Nowhere' } },
])('settings like %j are refused', async (input) => {
  expect(await refusalOf(chen.trpc.notifications.setPreferences.mutate(input as object))).toMatchObject({ reason: 'BAD_INPUT' });
});
