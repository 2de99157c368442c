import type { Page } from 'playwright/test';
import { newId } from '../shared/ids.ts';
import { orderNumber } from '../shared/order-number.ts';
import { newOrder, text } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { panel } from './fixtures/orders.ts';
import { printed, sheets } from './fixtures/paper.ts';

const widths = [360, 1024, 1680];
const everySheet = Object.keys(sheets) as (keyof typeof sheets)[];
/** What belongs to the page and not on paper. */
const ofTheApplication = /Claim|Release|Hand over|Mark ready|Edit items|Print|Send|Live|Search|Unassigned|Queue|New order|New thread|Add people|Leave thread|Alerts|Team|Back|just now|\d min ago|Cancel order/;
const date = /\d{1,2} \w{3} \d{4}, \d{2}:\d{2}/;

const withoutPrinted = (words: string): string => words.replace(/Printed \d{1,2} \w{3} \d{4}, \d{2}:\d{2}/, '');

async function onEverySheet(page: Page, look: (words: string, where: string) => void): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const sheet of everySheet) look((await printed(page, sheet)).text, `${width} px on ${sheet}`);
  }
}

const items = [
  { name: 'Metformin', strength: '500 mg', quantity: 60, directions: 'One in the morning, one in the evening, each with a meal' },
  { name: 'دواء الضغط', strength: '5 mg', quantity: 30 },
];

test('an order prints whole on every sheet, from every width, with nothing of the application, and the form stays', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const { roomId } = await newOrder(await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client), { note: 'My refill please', items });
  const { trpc } = await pharmacy.client(lena);
  const { version } = await trpc.chatOrders.claim.mutate({ roomId });
  await trpc.chatOrders.setStatus.mutate({ roomId, status: 'in_review', expectedVersion: version });
  await trpc.chatOrders.setStatus.mutate({ roomId, status: 'requested', expectedVersion: version + 1, reason: 'The wrong Maria' });
  await trpc.messages.send.mutate({ ...text(roomId, 'She never pays'), visibility: 'staff' });
  const { page } = await seat(lena, { path: `/orders/${roomId}?queue=mine` });
  await panel(page).getByText('placed this order').waitFor();

  await onEverySheet(page, (words, where) => {
    for (const part of [pharmacy.name, `Order ${orderNumber(roomId)}`, 'Maria Alvarez', 'Status Requested', '60 × Metformin 500 mg', 'One in the morning, one in the evening, each with a meal', '30 ×', '5 mg', 'Taken by Lena Fischer', 'took the status back from In review to Requested', 'placed this order'])
      expect.soft(words, where).toContain(part);
    expect.soft(words, where).toMatch(new RegExp(`Printed ${date.source}`));
    expect.soft(words, where).toMatch(new RegExp(`Ordered ${date.source}`));
    expect.soft(withoutPrinted(words), where).not.toMatch(ofTheApplication);
    expect.soft(words, where).not.toMatch(/wrong Maria|never pays/);
  });

  await page.setViewportSize({ width: 1680, height: 800 });
  await panel(page).getByRole('button', { name: 'Edit items' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' XR', { delay: 40 });
  expect((await printed(page, 'roll')).text).toContain('60 × Metformin 500 mg');
  await expect(panel(page).getByLabel('Item', { exact: true }).first()).toHaveValue('Metformin XR');
});

test('a thread prints with who said what and when, on every sheet and from every width', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor');
  const { trpc } = await pharmacy.client(tom);
  const { roomId } = await trpc.threads.create.mutate({ clientThreadId: newId(), subject: 'The fridge is warm', participantIds: [lena.id] });
  for (let n = 1; n <= 40; n++) await trpc.messages.send.mutate(text(roomId, `It shows ${n} degrees`));
  const { page } = await seat(lena, { path: `/threads/${roomId}` });
  await expect(page.getByRole('log')).toContainText('It shows 1 degrees');
  await onEverySheet(page, (words, where) => {
    for (const part of [pharmacy.name, 'The fridge is warm', 'Tom Okafor, Technician', 'It shows 1 degrees', 'It shows 23 degrees', 'It shows 40 degrees']) expect.soft(words, where).toContain(part);
    expect.soft(words, where).toMatch(new RegExp(`Printed ${date.source}`));
    expect.soft(withoutPrinted(words).match(new RegExp(date.source, 'g'))?.length, where).toBeGreaterThanOrEqual(40);
    expect.soft(withoutPrinted(words), where).not.toMatch(ofTheApplication);
  });
});

test('what is shown as on paper is black on white, whatever the screen is', async ({ pharmacy, seat, browserName }) => {
  test.skip(browserName === 'firefox', 'it cannot be told to show a page as on paper');
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const { roomId } = await newOrder(await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client), { items });
  const { page } = await seat(lena, { path: `/orders/${roomId}` });
  await panel(page).getByText('placed this order').waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = page.getByRole('article').filter({ hasText: 'Printed' });
  await expect(paper).toContainText('Metformin');
  await expect(paper).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(panel(page)).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(panel(page)).toBeVisible();
  await expect(paper).toHaveCount(0);
});
