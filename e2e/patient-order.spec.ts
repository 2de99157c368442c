import { newOrder } from '../server/testing/requests.ts';
import { orderNumber } from '../shared/order-number.ts';
import { expect, test } from './fixtures/desk.ts';
import { phone } from './fixtures/looks.ts';
import { panel, say } from './fixtures/orders.ts';

const items = [
  { name: 'Metformin', strength: '500 mg', quantity: 60, directions: 'One in the morning' },
  { name: 'Cetirizine', strength: '10 mg', quantity: 20 },
];

test('a patient sees what is in the order, where it is, what comes next and a number that the pharmacy sees too, and orders it again', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const { trpc } = await pharmacy.client(lena);
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { roomId } = await newOrder(await pharmacy.client(maria), { items });
  let { version } = await trpc.chatOrders.claim.mutate({ roomId });
  const { page } = await seat(maria, { path: `/orders/${roomId}` });
  const facts = page.getByRole('region', { name: 'About this order' });
  const number = `Order ${orderNumber(roomId)}`;

  await page.setViewportSize(phone);
  await expect(page.getByText('You are told when it goes on.')).toBeVisible();
  await expect(facts).toHaveCount(0);
  await page.getByRole('button', { name: number }).click();
  await expect(facts.getByRole('heading', { name: number })).toBeVisible();
  await expect(facts.getByRole('list', { name: 'Items' }).getByRole('listitem')).toHaveText([/Metformin 500 mg.*× 60.*One in the morning/, /Cetirizine 10 mg.*× 20/]);
  await expect(facts).toContainText(pharmacy.name);
  await expect(facts.getByRole('button', { name: 'Cancel order' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(facts).toHaveCount(0);

  for (const status of ['in_review', 'confirmed', 'preparing', 'ready'] as const)
    ({ version } = await trpc.chatOrders.setStatus.mutate({ roomId, status, expectedVersion: version }));
  await expect(page.getByText(`Pick it up at ${pharmacy.name} and say the number ${orderNumber(roomId)}.`)).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(facts.getByRole('button', { name: 'Cancel order' })).toHaveCount(0);
  const { page: desk } = await seat(lena, { in: otherBrowser, path: `/orders/${roomId}` });
  await expect(panel(desk)).toContainText(number);

  await trpc.chatOrders.setStatus.mutate({ roomId, status: 'completed', expectedVersion: version });
  await expect(page.getByText('When you need it again, order it again.')).toBeVisible();
  await facts.getByRole('link', { name: 'Order again' }).click();
  await expect(page.getByRole('group', { name: 'Item 1' }).getByLabel('Name')).toHaveValue('Metformin');
  const second = page.getByRole('group', { name: 'Item 2' });
  await second.getByLabel('Quantity').press('End');
  await page.keyboard.type('0', { delay: 40 });
  await page.getByRole('button', { name: 'Send the order' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your pharmacy has your order and will look at it soon.');
  const { items: open } = await trpc.chatOrders.list.query({ queue: 'all' });
  expect(open).toMatchObject([{ items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }, { name: 'Cetirizine', strength: '10 mg', quantity: 200 }] }]);
  expect(open[0]?.roomId).not.toBe(roomId);
});

test('orders are called by what was ordered, and never by what was said last', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer').then(pharmacy.client);
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const client = await pharmacy.client(maria);
  const asked = await newOrder(client, { note: 'My blood pressure tablets' });
  const bare = await newOrder(client, {});
  await say(lena, asked.roomId, 'We are closed tomorrow');
  await lena.trpc.chatOrders.setStatus.mutate({ roomId: asked.roomId, status: 'rejected', expectedVersion: 1, reason: 'Twice' });
  const { page } = await seat(maria);
  await expect(page.getByRole('region', { name: 'Past' }).getByTestId('my-order')).toContainText('My blood pressure tablets');
  await expect(page.getByRole('region', { name: 'Running' }).getByTestId('my-order')).toContainText(`Order ${orderNumber(bare.roomId)}`);
  await expect(page.getByTestId('my-order').filter({ hasText: 'closed tomorrow' })).toHaveCount(0);

  await lena.trpc.chatOrders.setItems.mutate({ roomId: bare.roomId, items: [{ name: 'Amlodipine', quantity: 30 }], expectedVersion: 1 });
  await expect(page.getByRole('region', { name: 'Running' }).getByTestId('my-order')).toContainText('Amlodipine');
  await page.goto(`${new URL(page.url()).origin}/new-order?again=${asked.roomId}`);
  await expect(page.getByLabel('What do you need?')).toHaveValue(`The same as in my order ${orderNumber(asked.roomId)}, please.`);
  await page.goto(`${new URL(page.url()).origin}/new-order?again=${crypto.randomUUID()}`);
  await expect(page.getByText('The order could not be loaded')).toBeVisible();
});
