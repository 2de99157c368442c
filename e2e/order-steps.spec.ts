import type { Page } from 'playwright/test';
import { newOrder } from '../server/testing/requests.ts';
import type { ChatOrder } from '../shared/chat-orders.ts';
import { limits } from '../shared/limits.ts';
import type { OrderStatus } from '../shared/order-status.ts';
import { expect, test as desk } from './fixtures/desk.ts';
import { composer, panel, rowOf } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

const items = [{ name: 'Metformin', strength: '500 mg', quantity: 60 }];

/** An order of Maria's that Lena holds and has begun to prepare, open at her desk. */
const test = desk.extend<{ prepare(input: Parameters<typeof newOrder>[1]): Promise<{ page: Page; roomId: string; order(): Promise<ChatOrder> }> }>({
  prepare: async ({ pharmacy, seat }, use) => {
    await use(async (input) => {
      const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
      const { trpc } = await pharmacy.client(lena);
      const { roomId } = await newOrder(await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client), input);
      let { version } = await trpc.chatOrders.claim.mutate({ roomId });
      for (const status of ['in_review', 'confirmed', 'preparing'] as const)
        ({ version } = await trpc.chatOrders.setStatus.mutate({ roomId, status, expectedVersion: version }));
      const { page } = await seat(lena, { path: `/orders/${roomId}?queue=mine` });
      await steps(page).getByRole('button', { name: 'Mark ready' }).waitFor();
      return { page, roomId, order: () => trpc.chatOrders.get.query({ roomId }) };
    });
  },
});

const steps = (page: Page) => panel(page).getByRole('region', { name: 'Status' });
const press = (page: Page, name: string) => steps(page).getByRole('button', { name, exact: true }).click();
const undo = (page: Page) => panel(page).getByRole('status').getByRole('button', { name: 'Undo' });
const history = (page: Page) => panel(page).getByRole('region', { name: 'History' });
const stands = (page: Page, status: string) => expect(steps(page).locator('[aria-current="step"]')).toHaveText(status);
const toWhom = (order: () => Promise<ChatOrder>, status: OrderStatus) => expect.poll(async () => (await order()).status).toBe(status);

test('a step is undone by a button and by a key, and the offer neither covers the composer nor moves anything', async ({ prepare }) => {
  const { page, order } = await prepare({ items });
  const line = steps(page).getByRole('list');
  const place = await line.boundingBox();
  const button = (await steps(page).getByRole('button', { name: 'Mark ready' }).boundingBox())!;
  // not by its name: for that the browser driver scrolls it into the middle
  await page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
  await expect(panel(page).getByText('Ready: Maria Alvarez')).toBeVisible();
  await expect(undo(page)).toBeInViewport({ ratio: 1 });
  const offer = (await undo(page).boundingBox())!;
  const writing = (await composer(page).boundingBox())!;
  expect(offer.x >= writing.x + writing.width || offer.y + offer.height <= writing.y).toBe(true);
  expect(await line.boundingBox()).toEqual(place);
  await undo(page).click();
  await stands(page, 'Preparing');
  await expect(undo(page)).toHaveCount(0);
  await expect(history(page)).toContainText('Lena Fischer took the status back from Ready to Preparing');

  await press(page, 'Mark ready');
  await expect(undo(page)).toBeVisible();
  await page.keyboard.press('z');
  await stands(page, 'Preparing');
  await toWhom(order, 'preparing');

  // in a text a z is a z
  await press(page, 'Mark ready');
  await expect(undo(page)).toBeVisible();
  await composer(page).click();
  await page.keyboard.type('zz', { delay: 40 });
  await expect(composer(page)).toHaveValue('zz');
  await stands(page, 'Ready');
});

test('the offer stays while another order is looked at, and ends after its time', async ({ pharmacy, prepare }) => {
  const { page, order } = await prepare({ items });
  const omar = await pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client);
  await newOrder(omar, { note: 'My inhaler please' });
  await press(page, 'Mark ready');
  await page.getByRole('radiogroup', { name: 'Queue' }).getByText('All').click();
  await rowOf(page, 'Omar Haddad').getByRole('link').click();
  await expect(steps(page).getByRole('button', { name: 'Start review' })).toBeVisible();
  await undo(page).click();
  await toWhom(order, 'preparing');
  await expect(undo(page)).toHaveCount(0);

  await press(page, 'Start review');
  await expect(undo(page)).toBeVisible();
  await expect(undo(page)).toHaveCount(0, { timeout: limits.order.undoFor + 10_000 });
  await expect(steps(page).getByRole('button', { name: 'Back to Requested…' })).toBeVisible();
});

test('a double click takes one step', async ({ prepare }) => {
  const { page, order } = await prepare({ items });
  await steps(page).getByRole('button', { name: 'Mark ready' }).dblclick({ delay: 40 });
  await stands(page, 'Ready');
  await expect(steps(page).getByRole('button', { name: 'Complete' })).toBeEnabled();
  expect((await order()).status).toBe('ready');
});

for (const delay of [40, 400])
  test(`items typed at ${delay} ms a key and not saved stop the step and stay`, async ({ prepare }) => {
    const { page, order } = await prepare({ items });
    await panel(page).getByRole('button', { name: 'Edit items' }).click();
    const name = panel(page).getByLabel('Item', { exact: true });
    await name.press('End');
    await page.keyboard.type(' XR', { delay });
    await press(page, 'Mark ready');
    const notice = steps(page).getByRole('alert');
    await expect(notice).toContainText('The items are not saved');
    await expect(notice).toContainText('The status has not changed.');
    await expect(name).toHaveValue('Metformin XR');
    await stands(page, 'Preparing');
    expect((await order()).status).toBe('preparing');

    await notice.getByRole('button', { name: 'Back to the items' }).click();
    await expect(name).toBeFocused();
    await expect(notice).toHaveCount(0);
    await panel(page).getByRole('button', { name: 'Save items' }).click();
    await expect(name).toHaveCount(0);
    await press(page, 'Mark ready');
    await stands(page, 'Ready');
    expect((await order()).items).toMatchObject([{ name: 'Metformin XR' }]);
  });

test('without items the form is what is due; what is typed and not saved does not pass for items, and a step may go on without it', async ({ prepare }) => {
  const { page, order } = await prepare({ note: 'My refill please' });
  const filled = panel(page).locator('button[data-variant="filled"]');
  await expect(filled).toHaveText(['Add items']);
  await expect(steps(page).getByRole('button', { name: 'Mark ready' })).toBeDisabled();
  await filled.click();
  await expect(filled).toHaveText(['Save items']);
  await page.keyboard.type('Ozempic', { delay: 40 });
  await press(page, 'Mark ready');
  const notice = steps(page).getByRole('alert');
  await expect(notice).toContainText('The items are not saved');
  await expect(notice.getByRole('button')).toHaveText(['Back to the items']);
  await press(page, 'Reject order…');
  await notice.getByRole('button', { name: 'Reject order… without them' }).click();
  await page.getByRole('dialog', { name: 'Reject this order' }).getByRole('button', { name: 'Close' }).click();
  await panel(page).getByRole('button', { name: 'Save items' }).click();
  await expect(filled).toHaveText(['Mark ready']);
  await press(page, 'Mark ready');
  await expect(filled).toHaveText(['Complete']);
  expect(await order()).toMatchObject({ status: 'ready', items: [{ name: 'Ozempic' }] });
});

test('later a step goes back with a reason, even from the end, and the patient reads how the order stands', async ({ pharmacy, prepare, seat, otherBrowser }) => {
  const { page, roomId } = await prepare({ items });
  const tom = await pharmacy.add('technician', 'Tom Okafor');
  await press(page, 'Mark ready');
  await press(page, 'Complete');
  await panel(page).getByRole('button', { name: 'Back to Ready…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Back to Ready' });
  await dialog.getByRole('button', { name: 'Take the step back' }).click();
  await expect(dialog).toContainText('Say why.');
  await typeInto(dialog.getByLabel('Reason'), 'It is still on the shelf');
  await dialog.getByRole('button', { name: 'Take the step back' }).click();
  await stands(page, 'Ready');
  await expect(history(page)).toContainText('Lena Fischer took the status back from Completed to Ready');
  await expect(history(page)).toContainText('It is still on the shelf');

  const { page: other } = await seat(tom, { in: otherBrowser, path: `/orders/${roomId}` });
  await expect(panel(other)).toContainText('Lena Fischer works on this order');
  await expect(steps(other).getByRole('button')).toHaveCount(0);
});
