import { presenceFeed } from '../server/testing/feeds.ts';
import { expect, test } from './fixtures/desk.ts';
import { loseAnswer } from './fixtures/network.ts';
import { rowOf } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test('a patient lists what they need, presses twice over a bad line, and has placed one order', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer').then(pharmacy.client);
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { page: phone } = await seat(maria);
  const presence = phone.getByTestId('pharmacy-presence');
  await expect(presence).toContainText('Nobody is at the desk now');
  const atTheDesk = presenceFeed(lena);
  await expect(presence).toContainText('Your pharmacy is here');
  atTheDesk.stop();

  await expect(phone.getByText('Your orders will be here')).toBeVisible();
  await phone.getByRole('link', { name: 'New order' }).click();
  await typeInto(phone.getByLabel('What do you need?'), 'For the holidays');
  await phone.getByRole('button', { name: 'List the items one by one' }).click();
  const item = phone.getByRole('group', { name: 'Item 1' });
  await typeInto(item.getByLabel('Strength'), '10 mg');
  await phone.getByRole('button', { name: 'Send the order' }).click();
  await expect(item).toContainText('Write what it is called.');
  await typeInto(item.getByLabel('Name'), 'Cetirizine');
  await typeInto(item.getByLabel('Quantity'), '20');

  await loseAnswer(phone, 'chatOrders.create');
  await phone.getByRole('button', { name: 'Send the order' }).dblclick();
  await expect(phone.getByRole('log')).toContainText('For the holidays');
  const { items: orders } = await lena.trpc.chatOrders.list.query({ queue: 'all' });
  expect(orders.map(({ items }) => items)).toEqual([[{ name: 'Cetirizine', strength: '10 mg', quantity: 20 }]]);
  await phone.getByRole('link', { name: 'Your orders' }).click();
  await expect(phone.getByTestId('my-order')).toHaveCount(1);
  await expect(phone.getByTestId('my-order')).toContainText('Cetirizine 10 mg');
});

test('a patient cancels, and the desk sees it at once', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { page: desk } = await seat(lena, { in: otherBrowser, path: '/orders' });
  const { page: phone } = await seat(maria, { path: '/new-order' });
  await typeInto(phone.getByLabel('What do you need?'), 'My refill please');
  await phone.getByRole('button', { name: 'Send the order' }).click();
  await rowOf(desk, 'Maria Alvarez').getByRole('link').click();

  await phone.getByRole('button', { name: 'Cancel order' }).click();
  const dialog = phone.getByRole('dialog', { name: 'Cancel this order?' });
  await typeInto(dialog.getByLabel('Why'), 'I found some at home');
  await dialog.getByRole('button', { name: 'Cancel the order' }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('This order was cancelled.');
  await expect(desk.getByText('This order is cancelled.')).toBeVisible();
  await expect(desk.getByRole('region', { name: 'History' })).toContainText('I found some at home');
  await expect(desk.getByRole('radiogroup', { name: 'Queue' })).toHaveText('Unassigned 0Mine 0All 0');

  await phone.getByRole('link', { name: 'Your orders' }).click();
  await expect(phone.getByRole('region', { name: 'Past' }).getByTestId('my-order')).toContainText('This order was cancelled.');
  await expect(phone.getByRole('region', { name: 'Running' })).toHaveCount(0);
});
