import type { Page } from 'playwright/test';
import { newOrder } from '../server/testing/requests.ts';
import { newId } from '../shared/ids.ts';
import { statusName } from '../shared/order-status.ts';
import { bell, expectUnread } from './fixtures/attention.ts';
import { becomes } from './fixtures/indicator.ts';
import type { Line } from './fixtures/line.ts';
import { answersOf, callsOf, loseAnswer } from './fixtures/network.ts';
import { message, panel, say } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';
import { typeInto } from './fixtures/typing.ts';

// what decides here is a link before the network, and the outbox; e2e/outbox.spec.ts shows in both browsers what is kept
test.skip(({ browserName }) => browserName === 'firefox', 'nothing in it is the browser’s own');

/** As when a device loses its network, which the browser says at once. */
async function goOffline(page: Page, line: Line): Promise<void> {
  line.refuse();
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await becomes(page, 'offline');
}

async function comeBack(page: Page, line: Line): Promise<void> {
  line.restore();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await becomes(page, 'live', { timeout: 30_000 });
}

const step = (page: Page) => panel(page).locator('[aria-current="step"]');
const failure = (page: Page, title: string) => page.getByRole('alert').filter({ hasText: title });

test('without a connection what others may have done meanwhile says that it cannot be done, and is not done later', async ({ pharmacy, seat, line }) => {
  const [lena, tom] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client)]);
  const maria = await pharmacy.client(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  await becomes(desk, 'live');
  await panel(desk).getByRole('button', { name: 'Add items' }).click();
  const items = panel(desk).getByRole('form', { name: 'Edit items' });
  await typeInto(items.getByLabel('Item', { exact: true }), 'Metformin');
  await goOffline(desk, line);
  const changes: string[] = [];
  desk.on('request', (request) => changes.push(request.url()));

  for (const button of [panel(desk).getByRole('button', { name: 'Claim' }), panel(desk).getByRole('button', { name: 'Start review' }), items.getByRole('button', { name: 'Save items' })]) {
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription('You are offline: this can be done when the connection is back.');
    // who does not see that it is greyed out
    await button.click({ force: true });
  }
  await expect(desk.locator('button[data-loading]')).toHaveCount(0);
  expect(changes.filter((url) => url.includes('chatOrders'))).toEqual([]);

  await tom.trpc.chatOrders.claim.mutate({ roomId });
  await comeBack(desk, line);
  await expect(panel(desk)).toContainText('Taken by Tom Okafor');
  const { version, status, items: stored } = await tom.trpc.chatOrders.get.query({ roomId });
  expect({ version, status, stored }).toEqual({ version: 2, status: 'requested', stored: [] });
  // what was typed is still there
  await expect(items.getByLabel('Item', { exact: true })).toHaveValue('Metformin');
});

test('a lost answer is said to be one, the screen shows what is so, and nothing is done twice', async ({ pharmacy, seat, line }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.client(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const version = async () => (await maria.trpc.chatOrders.get.query({ roomId })).version;
  await becomes(desk, 'live');

  // claiming twice is claiming: it is asked again until there is an answer
  await loseAnswer(desk, 'chatOrders.claim');
  const claims = answersOf(desk, 'chatOrders.claim');
  await panel(desk).getByRole('button', { name: 'Claim' }).click();
  await expect(panel(desk).getByRole('button', { name: 'Release' })).toBeVisible();
  await expect.poll(claims).toBe(2);
  expect(await version()).toBe(2);

  await loseAnswer(desk, 'chatOrders.setStatus');
  await panel(desk).getByRole('button', { name: 'Start review' }).click();
  await expect(failure(desk, 'No answer: it may be done or not')).toContainText('this page shows what is so');
  await expect(step(desk)).toHaveText('In review');
  expect(await version()).toBe(3);

  // a line that swallows everything: the waiting has an end
  await failure(desk, 'No answer: it may be done or not').getByRole('button', { name: 'Close' }).click();
  await expect(failure(desk, 'No answer: it may be done or not')).toHaveCount(0);
  line.freeze();
  await panel(desk).getByRole('button', { name: 'Confirm' }).click();
  await expect(failure(desk, 'No answer: it may be done or not')).toBeVisible({ timeout: 20_000 });
  await expect(desk.locator('button[data-loading]')).toHaveCount(0);
  await comeBack(desk, line);
  // whether the bytes that the line held still reach the server nobody knows: the screen agrees with it either way
  const statusAndScreen = async () => [statusName((await maria.trpc.chatOrders.get.query({ roomId })).status), await step(desk).textContent()];
  await expect.poll(async () => new Set(await statusAndScreen()).size).toBe(1);
  expect(await version()).toBeLessThanOrEqual(4);
});

test('what was read offline is read everywhere later, and what came meanwhile is not', async ({ pharmacy, seat, line, site }) => {
  const [lena, tom] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client)]);
  const maria = await pharmacy.client(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const lenas = await pharmacy.client(lena);
  const unreadWords = async () => (await lenas.trpc.chatOrders.get.query({ roomId })).unread;
  const give = (title: string) => tom.trpc.tasks.create.mutate({ clientTaskId: newId(), title, assigneeId: lena.id });
  await give('Count the till');
  await give('Lock the door');
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  await becomes(desk, 'live');
  // at another window
  await desk.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
  await say(maria, roomId, 'And my inhaler');
  await expect(message(desk, 'And my inhaler')).toBeVisible();
  await bell(desk).click();
  const all = desk.getByRole('dialog', { name: 'Notifications' });
  await expect(all.getByRole('listitem').filter({ hasText: 'Tom Okafor:' })).toHaveCount(2);
  await goOffline(desk, line);

  await desk.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
  await all.getByRole('button', { name: 'Mark all read' }).click();
  await expectUnread(desk, 0);
  await give('Count it again');
  expect(await unreadWords()).toBeGreaterThan(0);

  // another page of hers sends it: that it was done is kept in the browser
  await desk.goto('about:blank');
  line.restore();
  await desk.goto(`${site}/alerts`);
  await expectUnread(desk, 1);
  const unread = async () => (await lenas.trpc.notifications.list.query({ unreadOnly: true })).items.map(({ body }) => body);
  await expect.poll(unread).toEqual(['Tom Okafor: Count it again']);
  await expect.poll(unreadWords).toBe(0);
});

test('what could not be loaded is loaded by itself when the line is back', async ({ pharmacy, seat, line }) => {
  const [lena, tom] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client)]);
  const maria = await pharmacy.client(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  await becomes(desk, 'live');
  await desk.route(callsOf('chatOrders.history'), (route) => route.abort());
  await tom.trpc.chatOrders.claim.mutate({ roomId });
  await expect(failure(desk, 'The history could not be loaded')).toBeVisible({ timeout: 30_000 });
  await desk.unrouteAll();
  await goOffline(desk, line);
  await expect(failure(desk, 'The history could not be loaded')).toBeVisible();
  await comeBack(desk, line);
  await expect(failure(desk, 'The history could not be loaded')).toHaveCount(0);
  await expect(panel(desk).getByRole('region', { name: 'History' })).toContainText('Tom Okafor');
});
