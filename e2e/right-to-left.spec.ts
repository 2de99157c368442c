import type { Page } from 'playwright/test';
import { expect, test } from './fixtures/desk.ts';
import { composer, log, message, panel, rowOf, write } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test.describe.configure({ timeout: 120_000 });

/** Which way the words of a message run. */
const directionOf = (page: Page, words: string): Promise<string> =>
  message(page, words).evaluate((element, text) => {
    const holder = [...element.querySelectorAll('*')].findLast((one) => one.textContent.includes(text)) ?? element;
    return getComputedStyle(holder).direction;
  }, words);

test('an order from the first word to the last, between a patient and a pharmacist whose names run from right to left', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'לאה כהן');
  const maria = await pharmacy.add('patient', 'مريم الحداد');
  const { page: desk } = await seat(lena, { path: '/orders' });
  const { page: phone } = await seat(maria, { in: otherBrowser });
  await phone.setViewportSize({ width: 360, height: 740 });

  await phone.getByRole('link', { name: 'New order' }).click();
  await typeInto(phone.getByLabel('What do you need?'), 'أحتاج إلى دواء السكري، Metformin 500 mg');
  await phone.getByRole('button', { name: 'List the items one by one' }).click();
  const item = phone.getByRole('group', { name: 'Item 1' });
  await typeInto(item.getByLabel('Name'), 'ميتفورمين');
  await typeInto(item.getByLabel('Strength'), '500 mg');
  await typeInto(item.getByLabel('Quantity'), '60');
  await phone.getByRole('button', { name: 'Send the order' }).click();
  await expect(message(phone, 'أحتاج')).toBeVisible();

  await rowOf(desk, 'مريم الحداد').getByRole('link').click();
  await expect(desk.getByRole('heading', { name: 'مريم الحداد' }).first()).toBeVisible();
  expect(await directionOf(desk, 'أحتاج')).toBe('rtl');
  await panel(desk).getByRole('button', { name: 'Claim' }).click();
  await expect(panel(desk)).toContainText('Taken by you');
  // the writing runs the way of its own language, on both ends
  await write(desk, 'שלום, מתחילה עכשיו (2 × 500 mg).');
  await expect(message(phone, 'שלום')).toBeVisible();
  for (const page of [desk, phone]) expect(await directionOf(page, 'שלום')).toBe('rtl');
  await typeInto(composer(phone), 'شكرا');
  expect(await composer(phone).evaluate((field) => getComputedStyle(field).direction)).toBe('rtl');
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(message(desk, 'شكرا')).toBeVisible();
  await write(phone, 'Thank you');
  expect(await directionOf(desk, 'Thank you')).toBe('ltr');

  for (const step of ['Start review', 'Confirm', 'Start preparing', 'Mark ready', 'Complete']) await panel(desk).getByRole('button', { name: new RegExp(`^${step}`) }).click();
  await expect(panel(desk)).toContainText('Completed');
  // a name in a sentence of ours leaves the sentence its order: the name stands before what it did
  const line = panel(desk).getByRole('region', { name: 'History' }).getByRole('listitem').last();
  await expect(line).toContainText('مريم الحداد placed this order');
  const order = await line.evaluate((element) => {
    const rectOf = (words: string): DOMRect => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const from = node.textContent!.indexOf(words);
        if (from === -1) continue;
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, from + words.length);
        return range.getBoundingClientRect();
      }
      throw new Error(`There is no ${words}.`);
    };
    return rectOf('مريم').left < rectOf('placed').left;
  });
  expect(order).toBe(true);
  await expect(log(phone)).toContainText('Thank you');
  // a strength stands after the medicine, whichever way its name runs
  const item500 = await panel(desk).getByRole('region', { name: /^Items/ }).getByText('500 mg').boundingBox();
  const medicine = await panel(desk).getByRole('region', { name: /^Items/ }).getByText('ميتفورمين').boundingBox();
  expect(item500!.x).toBeGreaterThan(medicine!.x);
  await phone.goto(new URL('/', phone.url()).href);
  await expect(phone.getByTestId('my-order')).toContainText('ميتفورمين');
});
