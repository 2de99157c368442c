import type { Page } from 'playwright/test';
import { newOrder, note } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { backdateWaiting, rowOf, rows, say } from './fixtures/orders.ts';

/** The height of each row, in pixels. */
const heights = (page: Page): Promise<number[]> => rows(page).evaluateAll((items) => items.map((item) => item.getBoundingClientRect().height));

/** How many rows are to be seen whole. */
const inSight = (page: Page): Promise<number> =>
  rows(page).evaluateAll((items) => items.filter((item) => item.getBoundingClientRect().bottom <= innerHeight).length);

const section = (page: Page, name: string) => page.getByRole('list', { name: `Orders: ${name}`, exact: true }).getByRole('listitem');

test('fifteen rows of two lines stand in three sections on 1,000 pixels, or fewer in comfort', async ({ app, pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const [maria, omar] = await Promise.all([
    pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client),
    pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client),
  ]);
  for (let count = 0; count < 8; count++)
    for (const patient of [maria, omar]) {
      const order = await newOrder(patient, { note: 'My refill please', items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }] });
      if (count < 2) await backdateWaiting(app, order, 45 + count);
      if (count > 6) await say(tom, order.roomId, 'It is ready');
      if (count === 3) await tom.trpc.messages.send.mutate(note(order.roomId, 'Ask the doctor first'));
    }
  const { page, context } = await seat(lena, { path: '/orders?queue=all' });
  await page.setViewportSize({ width: 1440, height: 1_000 });
  await expect(rows(page)).toHaveCount(16);
  const heads = page.getByRole('group', { name: 'Orders', exact: true }).getByRole('heading');
  await expect(heads).toHaveText(['Late 4', 'Waiting 10', 'With the patient 2']);
  for (const height of await heights(page)) expect.soft(height).toBeGreaterThanOrEqual(44);
  for (const height of await heights(page)) expect.soft(height).toBeLessThanOrEqual(48);
  expect(await inSight(page)).toBeGreaterThanOrEqual(15);

  await page.getByRole('button', { name: 'Comfortable rows' }).click();
  await expect.poll(async () => Math.min(...(await heights(page)))).toBeGreaterThan(50);
  for (const height of await heights(page)) expect.soft(height).toBeLessThanOrEqual(57);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Comfortable rows' })).toHaveAttribute('aria-pressed', 'true');
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByRole('button', { name: 'Comfortable rows' })).toHaveAttribute('aria-pressed', 'true');
});

test('a row shows the patient’s words and the medicine, and a note as a mark', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const maria = await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client);
  const { roomId } = await newOrder(maria, { note: 'My refill please', items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }] });
  const { page } = await seat(lena, { path: '/orders?queue=all' });
  const row = rowOf(page, 'Maria Alvarez');
  await expect(row).toContainText('Metformin 500 mg');
  await expect(row).toContainText('My refill please');
  await expect(row).toContainText('Unassigned');

  await tom.trpc.messages.send.mutate(note(roomId, 'Ask the doctor first'));
  await expect(row.getByTitle('Note by Tom Okafor: Ask the doctor first')).toBeVisible();
  await expect(row).toContainText('My refill please');
  await expect(row).not.toContainText('Ask the doctor');
  await tom.trpc.chatOrders.claim.mutate({ roomId });
  await expect(row.getByTitle('Taken by Tom Okafor')).toBeVisible();
  await say(maria, roomId, 'By Friday?');
  await expect(row).toContainText('By Friday?');

  await expect(section(page, 'Waiting')).toHaveCount(1);
  await row.hover();
  await say(tom, roomId, 'Yes');
  await expect(row).toContainText('Answered');
  await expect(section(page, 'Waiting'), 'held in its place').toHaveCount(1);
  await page.getByRole('heading', { name: 'Orders', level: 1 }).hover();
  await expect(section(page, 'With the patient')).toContainText(['By Friday?']);
  await expect(section(page, 'Waiting')).toHaveCount(0);
});
