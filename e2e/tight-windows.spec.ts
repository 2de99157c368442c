import type { Locator, Page } from 'playwright/test';
import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { newOrder, text } from '../server/testing/requests.ts';
import { at, book, day } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { composer, log, message, panel, rows } from './fixtures/orders.ts';
import { expectReachable, tighten, tightWindows, type TightWindow } from './fixtures/reach.ts';
import { fillWork } from './fixtures/work.ts';

// many pages, each looked at whole
test.describe.configure({ timeout: 150_000 });

/** What a page is for: what is read there, and what is done there. */
type Reach = Record<string, (page: Page) => Locator[]>;

async function expectAllReachable(page: Page, pages: Reach, window: TightWindow): Promise<void> {
  for (const [path, of] of Object.entries(pages)) {
    await page.goto(new URL(path, page.url()).href);
    await tighten(page, window);
    for (const [index, target] of of(page).entries()) await expectReachable(target.first(), `${path}, ${index}`);
  }
}

/** Types with keys into the composer and sends with Enter; the words are in the history, which can be read. */
async function expectWritable(page: Page, words: string): Promise<void> {
  await expectReachable(composer(page), 'composer');
  await composer(page).click();
  await page.keyboard.type(words, { delay: 5 });
  await expectReachable(composer(page), 'composer with text');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(composer(page)).toHaveValue('');
  await expectReachable(message(page, words).getByText(words), 'what was sent');
  expect((await log(page).boundingBox())!.height).toBeGreaterThan(80);
}

const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });

for (const [name, window] of Object.entries(tightWindows)) {
  test.describe(name, () => {
    test('the pharmacy’s desk is used whole', async ({ pharmacy, seat, site }) => {
      const [lena, tom, maria] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor'), pharmacy.add('patient', 'Maria Alvarez')]);
      const technician = await pharmacy.client(tom);
      const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
      const thread = await technician.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [lena.id], subject: 'Fridge' });
      await technician.trpc.messages.send.mutate(text(thread.roomId, 'It is warm'));
      const { page } = await seat(lena, { path: '/team' });
      await becomes(page, 'live');
      await expectAllReachable(
        page,
        {
          '/orders?queue=all': () => [button(page, 'New order'), page.getByRole('searchbox', { name: 'Search orders' }), rows(page).getByRole('link')],
          '/threads': () => [button(page, 'New thread'), page.getByRole('list', { name: 'Threads' }).getByRole('link')],
          '/alerts': () => [page.getByRole('main').getByRole('button', { name: /^Raise/ })],
          '/team': () => [page.getByRole('switch', { name: /on duty/ }), page.getByRole('listitem', { name: 'Lena Fischer' })],
          '/notifications': () => [page.getByRole('link', { name: /settings/i }), page.getByRole('heading', { name: 'Notifications' })],
          '/settings': () => [page.getByRole('row').nth(1), page.getByRole('row').last(), page.getByRole('main').getByRole('switch').last()],
          '/sessions': () => [button(page.getByRole('main'), /^Sign out/)],
        },
        window,
      );
      await page.goto(`${site}/orders/${roomId}?queue=all`);
      await tighten(page, window);
      await expectWritable(page, 'One moment');
      await button(page, 'Show the order').click();
      await expectReachable(button(panel(page), 'Claim'), 'claim');
      await button(panel(page), 'Claim').click();
      await expectReachable(panel(page).getByText('Taken by you'), 'who has it');
      await button(page, 'Close the order').click();
      await page.goto(`${site}/threads/${thread.roomId}`);
      await tighten(page, window);
      await expectWritable(page, 'I look');
      await page.goto(`${site}/orders`);
      await tighten(page, window);
      await button(page, 'New order').first().click();
      const form = page.getByRole('form', { name: 'New order' });
      await form.getByRole('textbox', { name: 'Patient' }).click();
      await page.keyboard.type('Mar', { delay: 20 });
      await form.getByRole('option', { name: /Maria/ }).click();
      await form.getByLabel('What is needed').click();
      await page.keyboard.type('Eye drops', { delay: 5 });
      await expectReachable(button(form, 'Place order'), 'place order');
      await button(form, 'Place order').click();
      await expect(log(page)).toContainText('Eye drops');
    });

    test('the clinic’s schedule, board, charts and work are used whole', async ({ app, seat, site }) => {
      const clinic = await openClinic(app);
      await book(clinic, at('09:00', '09:20'));
      await fillWork(clinic);
      const { page } = await seat(await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz'), { path: '/team' });
      await becomes(page, 'live');
      const visit = (): Locator[] => [page.getByRole('main').getByRole('button', { name: /Sam Porter/ })];
      await expectAllReachable(
        page,
        {
          [`/schedule?day=${day}`]: visit,
          [`/schedule?day=${day}&view=week&provider=${clinic.chen.id}`]: visit,
          [`/schedule?day=${day}&view=month`]: visit,
          '/board': () => [button(page, 'Walk-in'), page.getByRole('region', { name: 'Expected' }).getByText('Nobody'), page.getByRole('region', { name: 'Done' }).getByText('Nobody')],
          '/patients': () => [page.getByRole('searchbox'), page.getByRole('link', { name: /Sam Porter/ })],
          [`/patients/${clinic.sam.patientId}`]: () => [page.getByRole('link', { name: 'Timeline' }), page.getByRole('main').getByText('Skin check')],
          '/work/tasks': () => [button(page, 'New task'), page.getByRole('main').getByText('Call Sam')],
          '/clinic-settings': () => [page.getByRole('switch', { name: /Saturday/ }), button(page, 'Save')],
        },
        window,
      );
      await page.goto(`${site}/schedule?day=${day}`);
      await tighten(page, window);
      const more = button(page, 'Day, view and filters');
      if (window.width < 768) await more.click();
      await expectReachable(button(page, 'Next free'), 'next free');
      if (window.width < 768) await more.click();
      await expectReachable(visit()[0]!, 'a visit');
      await visit()[0]!.click();
      await expectReachable(button(page.getByRole('dialog'), 'Check in'), 'check in');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await button(page, 'Book').click();
      const form = page.getByRole('form', { name: 'Book a visit' });
      await form.getByLabel('Reason').click();
      await page.keyboard.type('Rash', { delay: 5 });
      await expect(form.getByLabel('Reason')).toHaveValue('Rash');
      await expectReachable(button(form, 'Book'), 'book');
      await page.goto(`${site}/work/tasks`);
      await tighten(page, window);
      await button(page, 'New task').click();
      const task = page.getByRole('form', { name: 'New task' });
      await task.getByRole('textbox', { name: /What/ }).click();
      await page.keyboard.type('Weigh Sam', { delay: 5 });
      await expectReachable(button(task, 'Create task'), 'create task');
      await button(task, 'Create task').click();
      await expectReachable(page.getByRole('main').getByText('Weigh Sam'), 'the new task');
    });

    test('the patient orders, reads and writes', async ({ pharmacy, seat, site }) => {
      const maria = await pharmacy.add('patient', 'Maria Alvarez');
      const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
      const { page } = await seat(maria);
      await becomes(page, 'live');
      await expectAllReachable(
        page,
        {
          '/': () => [page.getByRole('link', { name: 'New order' }), page.getByTestId('my-order')],
          '/settings': () => [page.getByRole('row').last(), page.getByRole('main').getByRole('switch').last()],
          '/sessions': () => [button(page.getByRole('main'), /^Sign out/)],
        },
        window,
      );
      await page.goto(`${site}/orders/${roomId}`);
      await tighten(page, window);
      await expectWritable(page, 'By Friday please');
      await page.goto(`${site}/new-order`);
      await tighten(page, window);
      await page.getByLabel('What do you need?').click();
      await page.keyboard.type('Eye drops', { delay: 5 });
      const send = page.getByRole('main').getByRole('button', { name: /^Send/ });
      await expectReachable(send, 'send the order');
      await send.click();
      await expect(log(page)).toContainText('Eye drops');
    });
  });
}
