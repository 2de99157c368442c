import type { Page } from 'playwright/test';
import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { composer, log, panel, rowOf } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test.describe.configure({ timeout: 120_000 });

/** What opens each layer above an order, and what it is then. */
const layers: [name: string, open: (page: Page) => Promise<void>, layer: (page: Page) => ReturnType<Page['locator']>][] = [
  ['connection', (page) => page.getByTestId('connection-badge').click(), (page) => page.getByRole('dialog', { name: 'Connection' })],
  ['notifications', (page) => page.getByRole('button', { name: /^Notifications/ }).click(), (page) => page.getByRole('dialog', { name: 'Notifications' })],
  ['user', (page) => page.getByRole('button', { name: /Lena Fischer/ }).first().click(), (page) => page.getByRole('menu')],
  ['hand over', (page) => panel(page).getByRole('button', { name: 'Hand over' }).click(), (page) => page.getByRole('menu')],
  ['status filter', (page) => page.getByRole('button', { name: 'Filter by status' }).click(), (page) => page.getByRole('dialog', { name: 'Filter by status' })],
  ['keys', (page) => page.keyboard.press('?'), (page) => page.getByRole('dialog', { name: 'Keys' })],
  ['commands', (page) => page.keyboard.press('Control+k'), (page) => page.getByRole('dialog')],
];

test('one Escape is one step: it closes what lies above the order, and the next one the order', async ({ app, pharmacy, seat }) => {
  const maria = await app.signIn(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(maria);
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  await (await app.signIn(lena)).trpc.chatOrders.claim.mutate({ roomId });
  const { page } = await seat(lena, { path: `/orders/${roomId}` });
  await page.setViewportSize({ width: 1680, height: 900 });
  await expect(panel(page)).toBeVisible();
  for (const [name, open, layer] of layers) {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await open(page);
    await expect(layer(page), name).toBeVisible();
    // a layer takes the focus a moment after it is seen, and hears keys from then on
    await expect(async () => {
      await page.keyboard.press('Escape');
      await expect(layer(page), name).toHaveCount(0, { timeout: 1_000 });
    }).toPass();
    expect(new URL(page.url()).pathname, name).toBe(`/orders/${roomId}`);
  }
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/orders$/);
});

test('the Enter that ends a composition sends nothing, the next one does', async ({ app, pharmacy, seat }) => {
  const maria = await app.signIn(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(maria);
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'), { path: `/orders/${roomId}` });
  await typeInto(composer(page), 'こんにちは');
  const press = (init: { keyCode: number; isComposing?: boolean }) =>
    composer(page).evaluate((field, options) => {
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true, ...options }));
    }, init);
  // as Safari says it, and as the others do
  await press({ keyCode: 229 });
  await press({ keyCode: 13, isComposing: true });
  await expect(composer(page)).toHaveValue('こんにちは');
  await press({ keyCode: 13 });
  await expect(log(page)).toContainText('こんにちは');
  await expect(composer(page)).toHaveValue('');
  const arrived = async () => (await maria.trpc.messages.list.query({ roomId })).items.filter(({ content }) => content === 'こんにちは').length;
  await expect.poll(arrived).toBe(1);
});

test('keys work on layouts of other scripts', async ({ app, pharmacy, seat }) => {
  const maria = await app.signIn(await pharmacy.add('patient', 'Maria Alvarez'));
  await newOrder(maria);
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'), { path: '/orders' });
  const press = (key: string, code: string, ctrlKey = false) =>
    page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })), { key, code, ctrlKey });
  await expect(rowOf(page, 'Maria Alvarez')).toBeVisible();
  // j on a Russian keyboard, c on a Hebrew one
  await press('о', 'KeyJ');
  await expect(page.locator('a[data-room]:focus')).toContainText('Maria Alvarez');
  await press('ב', 'KeyC');
  await expect(page.getByRole('radiogroup', { name: 'Queue' })).toContainText('Mine 1');
  await press('κ', 'KeyK', true);
  await expect(page.getByRole('dialog')).toBeVisible();
});
