import type { Browser } from 'playwright/test';
import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { newOrder } from '../server/testing/requests.ts';
import { at, book, day } from './fixtures/clinic-day.ts';
import { expect, test as base } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { expectToldApart, forceColours, launchForcedFirefox } from './fixtures/lines.ts';
import { backdateWaiting, composer, log, panel, rowOf, rows, say } from './fixtures/orders.ts';

/** Signs in where the system's colours replace ours. */
const test = base.extend<object, { forced: Browser | undefined }>({
  forced: [
    async ({ browserName }, use) => {
      const browser = browserName === 'firefox' ? await launchForcedFirefox() : undefined;
      await use(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],
});

test('at the desk, what is current, unread, late, chosen, closed and focused has a line or a sign', async ({ app, pharmacy, seat, browserName, forced }) => {
  const [lena, tom, ...patients] = await Promise.all([
    pharmacy.add('pharmacist', 'Lena Fischer'),
    pharmacy.add('technician', 'Tom Okafor'),
    pharmacy.add('patient', 'Maria Alvarez'),
    pharmacy.add('patient', 'Omar Haddad'),
    pharmacy.add('patient', 'Nina Kowalski'),
  ]);
  const [maria, omar, nina] = await Promise.all(patients.map((patient) => pharmacy.client(patient)));
  const order = await newOrder(maria!, { note: 'My refill please' });
  await backdateWaiting(app, await newOrder(omar!, { note: 'Eye drops' }), 90);
  const unread = await newOrder(nina!, { note: 'Cream' });
  await say(nina!, unread.roomId, 'And a brush');
  const technician = await pharmacy.client(tom);
  await technician.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [lena.id], subject: 'Fridge' });

  const { page } = await seat(lena, { path: `/orders/${order.roomId}?queue=all`, ...(forced && { in: forced }) });
  await forceColours(page, browserName);
  await becomes(page, 'live');
  await expect(log(page)).toContainText('My refill please');
  const rowLink = (name: string) => rowOf(page, name).getByRole('link');
  const late = rowOf(page, 'Omar Haddad').locator('[data-level]');
  await rowOf(page, 'Omar Haddad').locator('[data-level="overdue"]').waitFor();
  const main = page.getByRole('navigation', { name: 'Main' });
  await expectToldApart(main.getByRole('link', { name: 'Orders' }), main.getByRole('link', { name: 'Team' }), 'the page of the rail that is open');
  await expectToldApart(rowLink('Maria Alvarez'), rowLink('Omar Haddad'), 'the order that is open');
  await expectToldApart(rowLink('Nina Kowalski'), rowLink('Maria Alvarez'), 'an order with something unread');
  await expectToldApart(late, rowOf(page, 'Maria Alvarez').locator('[data-level]'), 'who waits too long');
  const steps = panel(page).getByRole('listitem');
  await expectToldApart(steps.filter({ hasText: 'Requested' }), steps.filter({ hasText: 'Ready' }), 'the step at which the order is');
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await expectToldApart(send, page.getByRole('button', { name: 'Internal note' }), 'a button that cannot be pressed');
  await expectToldApart(page.getByRole('form').filter({ has: composer(page) }), panel(page), 'where one writes');

  await rows(page).first().getByRole('link').focus();
  await page.keyboard.press('j');
  await expectToldApart(page.locator('a[data-room]:focus'), page.locator('a[data-room]:not(:focus, [aria-current])'), 'the row that has the focus');
  await composer(page).focus();
  await expectToldApart(composer(page), page.getByRole('searchbox', { name: 'Search orders' }), 'the field that has the focus');
  await page.keyboard.press('ControlOrMeta+k');
  const actions = page.getByRole('dialog').locator('.mantine-Spotlight-action');
  await actions.first().waitFor();
  await page.keyboard.press('ArrowDown');
  await expectToldApart(actions.and(page.locator('[data-selected]')), actions.and(page.locator(':not([data-selected])')), 'the command that Enter takes');
});

test('in the clinic, the view, the tab, what is left out, over and today has a line or a sign', async ({ app, seat, site, browserName, forced }) => {
  const clinic = await openClinic(app);
  const visit = await book(clinic, at('09:00', '09:20'));
  await book(clinic, at('10:00', '10:20'));
  await clinic.nurse.trpc.appointments.cancel.mutate({ id: visit.id, expectedVersion: visit.version, reason: 'Ill' });
  const statuses = 'scheduled,cancelled';
  const { page } = await seat(clinic.nurse.person, { path: `/schedule?day=${day}&status=${statuses}`, ...(forced && { in: forced }) });
  await forceColours(page, browserName);
  const drawn = page.getByRole('main').getByRole('button', { name: /Sam Porter/ });
  await expect(drawn).toHaveCount(2);
  await expectToldApart(drawn.and(page.locator('[data-status="cancelled"]')), drawn.and(page.locator('[data-status="scheduled"]')), 'a visit that is off');
  const legend = page.getByRole('group', { name: 'Statuses shown' });
  await expectToldApart(legend.getByRole('button', { name: 'Scheduled' }), legend.getByRole('button', { name: 'No-show' }), 'a status that is shown');
  const views = page.getByRole('radiogroup', { name: 'View' }).locator('label');
  await expectToldApart(views.filter({ hasText: 'Day' }), views.filter({ hasText: 'Week' }), 'the view that is chosen');
  await page.goto(`${site}/schedule?view=week`);
  await page.locator('[data-today]').waitFor();
  const heads = page.getByRole('main').getByRole('heading', { level: 2 });
  await expectToldApart(page.locator('[data-today] h2'), heads.and(page.locator('div:not([data-today]) > h2')), 'the column of today');
  expect.soft(await page.locator('[data-closed]').first().evaluate((element) => getComputedStyle(element).backgroundImage), 'hours at which the clinic is closed').toContain('gradient');
  await page.goto(`${site}/work/tasks`);
  const tabs = page.getByRole('main').getByRole('navigation').getByRole('link');
  await expectToldApart(tabs.filter({ hasText: 'Tasks' }), tabs.filter({ hasText: 'Lab results' }), 'the tab that is open');
});

test('a patient sees how far an order is', async ({ pharmacy, seat, browserName, forced }) => {
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  const { page } = await seat(maria, forced && { in: forced });
  await forceColours(page, browserName);
  const reached = page.getByTestId('my-order').locator('[data-reached]');
  await reached.first().waitFor();
  await expectToldApart(reached, page.getByTestId('my-order').locator('[data-reached] ~ span:not([data-reached])'), 'the steps that are done');
});
