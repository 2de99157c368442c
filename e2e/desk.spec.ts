import { roomSignals } from '../server/testing/feeds.ts';
import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { backdateWaiting, composer, panel, rowOf, rows, say } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test('the queue moves by itself: counters, who waits longest, the last words, unread, who is looking', async ({ app, pharmacy, seat }) => {
  const [lena, tom, maria, omar] = await Promise.all([
    pharmacy.add('pharmacist', 'Lena Fischer'),
    pharmacy.add('technician', 'Tom Okafor'),
    pharmacy.add('patient', 'Maria Alvarez'),
    pharmacy.add('patient', 'Omar Haddad'),
  ]);
  const [tomsClient, mariasPhone, omarsPhone] = await Promise.all([tom, maria, omar].map(pharmacy.client));
  const mariasOrder = await newOrder(mariasPhone!, { note: 'My refill please' });
  await backdateWaiting(app, mariasOrder, 20);
  const { page: desk } = await seat(lena, { path: '/orders' });
  const queue = desk.getByRole('radiogroup', { name: 'Queue' });
  await expect(rows(desk)).toContainText(['Maria Alvarez']);
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Long wait, waiting 20 min');

  const omarsOrder = await newOrder(omarsPhone!, { items: [{ name: 'Cetirizine', strength: '10 mg', quantity: 20 }] });
  await expect(rows(desk)).toContainText(['Maria Alvarez', 'Omar Haddad']);
  await expect(rowOf(desk, 'Omar Haddad')).toContainText('Cetirizine 10 mg');
  await expect(queue).toHaveText('Unassigned 2Mine 0All 2');

  await say(omarsPhone!, omarsOrder.roomId, 'Is it ready?');
  await say(omarsPhone!, omarsOrder.roomId, 'Today would be good');
  await expect(rowOf(desk, 'Omar Haddad')).toContainText('Today would be good');
  await expect(rowOf(desk, 'Omar Haddad')).toContainText('2 unread');

  const looking = roomSignals(tomsClient!, mariasOrder.roomId);
  await expect(rowOf(desk, 'Maria Alvarez').getByTitle('Open at Tom Okafor')).toBeVisible();
  await say(tomsClient!, mariasOrder.roomId, 'On it');
  await expect(rows(desk)).toContainText(['Omar Haddad', 'Maria Alvarez']);
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Answered');
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('My refill please');
  looking.stop();
  await expect(rowOf(desk, 'Maria Alvarez').getByTitle('Open at Tom Okafor')).toHaveCount(0);

  await tomsClient!.trpc.chatOrders.claim.mutate({ roomId: mariasOrder.roomId });
  await expect(rows(desk)).toHaveCount(1);
  await expect(queue).toHaveText('Unassigned 1Mine 0All 2');
  await queue.getByText('All').click();
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Tom Okafor');
});

test('no row moves away from under the pointer before it is asked to', async ({ app, pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const [maria, omar, tom] = await Promise.all([
    pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client),
    pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client),
    pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client),
  ]);
  const mariasOrder = await newOrder(maria, { note: 'My refill please' });
  await backdateWaiting(app, mariasOrder, 10);
  await newOrder(omar, { note: 'Something against hay fever' });
  const { page: desk } = await seat(lena, { path: '/orders' });
  await expect(rows(desk)).toContainText(['Maria Alvarez', 'Omar Haddad']);

  await rowOf(desk, 'Maria Alvarez').hover();
  await say(tom, mariasOrder.roomId, 'On it');
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Answered');
  await expect(rows(desk)).toContainText(['Maria Alvarez', 'Omar Haddad']);
  await desk.getByRole('button', { name: '1 updated' }).click();
  await expect(rows(desk)).toContainText(['Omar Haddad', 'Maria Alvarez']);

  await rowOf(desk, 'Omar Haddad').hover();
  await tom.trpc.chatOrders.claim.mutate({ roomId: mariasOrder.roomId });
  await expect(desk.getByRole('button', { name: '1 updated' })).toBeVisible();
  await expect(rows(desk)).toHaveCount(2);
  await desk.getByRole('heading', { name: 'Orders' }).hover();
  await expect(rows(desk)).toContainText(['Omar Haddad']);
});

test('orders are found by patient, item, text and status', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const lenasClient = await pharmacy.client(lena);
  const [maria, omar] = await Promise.all([
    pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client),
    pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client),
  ]);
  const { roomId, version } = await newOrder(maria, { note: 'My inhaler is empty' });
  await say(maria, roomId, 'The blue one');
  await newOrder(omar, { items: [{ name: 'Cetirizine', quantity: 20 }] });
  await lenasClient.trpc.chatOrders.setStatus.mutate({ roomId, status: 'in_review', expectedVersion: version });
  const { page: desk } = await seat(lena, { path: '/orders' });
  const search = desk.getByRole('searchbox', { name: 'Search orders' });
  await expect(rows(desk)).toHaveCount(2);

  for (const [words, found] of [
    ['haddad', 'Omar Haddad'],
    ['INHALER', 'Maria Alvarez'],
    ['cetiri', 'Omar Haddad'],
  ] as const) {
    await typeInto(search, words);
    await expect(rows(desk)).toContainText([found]);
    await expect(rows(desk)).toHaveCount(1);
  }
  await typeInto(search, 'nothing like this');
  await expect(desk.getByText('No order matches')).toBeVisible();
  expect(desk.url()).not.toContain('nothing');
  await desk.getByRole('button', { name: 'Clear search' }).click();
  await expect(rows(desk)).toHaveCount(2);

  await desk.getByRole('button', { name: 'Filter by status' }).click();
  await desk.getByRole('checkbox', { name: 'In review' }).click();
  await expect(rows(desk)).toHaveCount(1);
  await expect(rows(desk)).toContainText(['Maria Alvarez']);
  await desk.reload();
  await expect(rows(desk)).toContainText(['Maria Alvarez']);
  await expect(rows(desk)).toHaveCount(1);
});

test('the desk works from the keyboard alone', async ({ app, pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const [maria, omar] = await Promise.all([
    pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client),
    pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client),
  ]);
  await backdateWaiting(app, await newOrder(maria, { note: 'My refill please' }), 10);
  await newOrder(omar, { note: 'Something against hay fever' });
  const { page: desk } = await seat(lena, { path: '/orders?queue=all' });
  const note = desk.getByRole('textbox', { name: 'Internal note' });
  const search = desk.getByRole('searchbox', { name: 'Search orders' });
  const link = (name: string) => rowOf(desk, name).getByRole('link');
  await expect(rows(desk)).toHaveCount(2);

  await desk.keyboard.press('j');
  await expect(link('Maria Alvarez')).toBeFocused();
  await desk.keyboard.press('j');
  await expect(link('Omar Haddad')).toBeFocused();
  await desk.keyboard.press('ArrowUp');
  await desk.keyboard.press('j');
  await desk.keyboard.press('k');
  await expect(link('Maria Alvarez')).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(composer(desk)).toBeVisible();
  await desk.keyboard.press('c');
  await expect(panel(desk)).toContainText('Taken by you');

  await desk.keyboard.press('r');
  await expect(composer(desk)).toBeFocused();
  await desk.keyboard.type('On it');
  await desk.keyboard.press('ControlOrMeta+Enter');
  await expect(desk.getByRole('log')).toContainText('On it');
  await desk.keyboard.press('Escape');
  await expect(link('Maria Alvarez')).toBeFocused();
  await desk.keyboard.press('n');
  await expect(note).toBeFocused();
  await desk.keyboard.press('Escape');
  await expect(composer(desk)).toBeFocused();
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('Escape');
  await expect(desk.getByText('No order is open')).toBeVisible();

  await desk.keyboard.press('/');
  await expect(search).toBeFocused();
  await desk.keyboard.type('omar');
  await expect(rows(desk)).toHaveCount(1);
  await desk.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(rows(desk)).toHaveCount(2);
  await desk.keyboard.press('Escape');
  await expect(search).not.toBeFocused();
});

test('staff place an order for a patient', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  await pharmacy.add('patient', 'Maria Alvarez');
  await pharmacy.add('patient', 'Mario Bellini');
  const { page: desk } = await seat(lena, { path: '/orders' });

  await desk.getByRole('button', { name: 'New order' }).first().click();
  const dialog = desk.getByRole('dialog', { name: 'New order' });
  await dialog.getByRole('button', { name: 'Place order' }).click();
  await expect(dialog).toContainText('For whom is it?');
  await expect(dialog).toContainText('Say what is needed, or add an item.');
  await typeInto(dialog.getByPlaceholder('Search by name'), 'mari');
  await expect(desk.getByRole('option')).toHaveCount(2);
  await desk.getByRole('option', { name: 'Maria Alvarez' }).click();
  await typeInto(dialog.getByLabel('What is needed'), 'Rang about her refill');
  await dialog.getByRole('button', { name: 'Add item' }).click();
  await typeInto(dialog.getByLabel('Item', { exact: true }), 'Metformin');
  await dialog.getByRole('button', { name: 'Place order' }).click();

  await expect(desk.getByRole('region', { name: 'Order of Maria Alvarez' })).toContainText('Rang about her refill');
  await expect(panel(desk).getByRole('region', { name: 'Items' })).toContainText('Metformin');
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Rang about her refill');
});

test('two tabs of one person agree on what is unread and what is read', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client);
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const { page: first, context } = await seat(lena, { path: '/orders' });
  await rowOf(first, 'Maria Alvarez').getByRole('link').click();
  await expect(first.getByRole('log')).toContainText('My refill please');
  await expect(rowOf(first, 'Maria Alvarez')).not.toContainText('unread');
  await first.keyboard.press('Escape');
  await expect(first.getByText('No order is open')).toBeVisible();

  const second = await context.newPage();
  await second.goto(new URL('/orders', first.url()).href);
  await expect(rows(second)).toHaveCount(1);
  await say(maria, roomId, 'Hello?');
  await say(maria, roomId, 'Anybody there?');
  for (const tab of [first, second]) await expect(rowOf(tab, 'Maria Alvarez')).toContainText('2 unread');

  await rowOf(second, 'Maria Alvarez').getByRole('link').click();
  await expect(second.getByRole('separator').filter({ hasText: '2 new' })).toBeVisible();
  for (const tab of [first, second]) await expect(rowOf(tab, 'Maria Alvarez')).not.toContainText('unread');

  await first.bringToFront();
  await rowOf(first, 'Maria Alvarez').getByRole('link').click();
  await expect(first.getByRole('log')).toContainText('Anybody there?');
  await expect(first.getByRole('separator').filter({ hasText: 'new' })).toHaveCount(0);
});
