import type { Page } from 'playwright/test';
import { newId } from '../shared/ids.ts';
import { atAnyTime, openClinic } from '../server/testing/clinic.ts';
import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { log, panel, say } from './fixtures/orders.ts';

/** The focus is on something, neither on the page as a whole nor on what cannot take keys. */
const expectFocusIn = (page: Page, part: string, what: string): Promise<void> =>
  expect
    .poll(() => page.evaluate((selector) => document.activeElement !== document.body && !document.activeElement!.matches(':disabled') && document.activeElement!.closest(selector) !== null, part), what)
    .toBe(true);

const enterOn = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole('main').getByRole('button', { name }).first();
  await button.focus();
  await page.keyboard.press('Enter');
};

test('the focus stays at the order after what takes its button away', async ({ pharmacy, seat }) => {
  const [lena, maria] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('patient', 'Maria Alvarez')]);
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please', items: [{ name: 'Metformin', strength: '500 mg', quantity: 60, directions: '' }] });
  const { page } = await seat(lena, { path: `/orders/${roomId}?queue=all` });
  await page.setViewportSize({ width: 1440, height: 900 });
  await becomes(page, 'live');
  const order = 'section[aria-label="Order"]';
  await enterOn(page, 'Claim');
  await panel(page).getByText('Taken by you').waitFor();
  await expectFocusIn(page, order, 'after Claim');
  // the next control is the next one of the order
  await page.keyboard.press('Tab');
  await expectFocusIn(page, order, 'and one Tab on');
  await enterOn(page, /^Start review/);
  await expect(panel(page).getByRole('listitem').filter({ hasText: 'In review' }).first()).toHaveAttribute('aria-current', 'step');
  await expectFocusIn(page, order, 'after a step');
  await enterOn(page, 'Edit items');
  await panel(page).getByRole('form', { name: 'Edit items' }).waitFor();
  await expectFocusIn(page, order, 'after opening the form');
  await panel(page).getByRole('form', { name: 'Edit items' }).getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await panel(page).getByRole('form', { name: 'Edit items' }).waitFor({ state: 'hidden' });
  await expectFocusIn(page, order, 'after closing the form');
  await enterOn(page, 'Release');
  await panel(page).getByRole('button', { name: 'Claim' }).waitFor();
  await expectFocusIn(page, order, 'after Release');
});

test('the focus stays near on the board, in the work list and among notifications', async ({ app, seat, site }) => {
  const clinic = await openClinic(app);
  const now = Date.now();
  await clinic.nurse.trpc.appointments.create.mutate({
    clientAppointmentId: newId(), patientId: clinic.sam.patientId, providerId: clinic.chen.id, reason: 'Skin check', ...atAnyTime,
    startsAt: new Date(now).toISOString(), endsAt: new Date(now + 1_200_000).toISOString(),
  });
  await clinic.nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Weigh Sam', assigneeId: clinic.nurse.person.id });
  await clinic.frontDesk.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Call Sam', assigneeId: clinic.nurse.person.id });
  const { page } = await seat(clinic.nurse.person, { path: '/board' });
  await becomes(page, 'live');
  await enterOn(page, 'Check in');
  await page.getByRole('region', { name: 'Checked in' }).getByText('Sam Porter').waitFor();
  await expectFocusIn(page, 'main section', 'after checking in');
  await page.goto(`${site}/work/tasks`);
  await enterOn(page, /^Mark done: Weigh Sam/);
  await expect(page.getByRole('button', { name: /^Mark done: Weigh Sam/ })).toHaveCount(0);
  await expectFocusIn(page, 'main', 'after what leaves the list');
  await page.goto(`${site}/notifications`);
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await enterOn(page, 'Mark all read');
  await expect(page.getByRole('main').getByRole('button', { name: 'Mark all read' })).toBeDisabled();
  await expectFocusIn(page, 'main', 'after what has nothing left to do');
});

test('a click beside everything leaves the focus where the click put it', async ({ pharmacy, seat }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'), { path: '/settings' });
  await page.getByRole('row').last().waitFor();
  await page.getByRole('main').getByRole('switch').last().focus();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
  await page.evaluate(() => document.body.append(document.createElement('i')));
  await expect.poll(() => page.evaluate(() => new Promise<string>((done) => setTimeout(() => done(document.activeElement!.tagName), 300)))).toBe('BODY');
});

test('a second message of the same words is said again', async ({ pharmacy, seat }) => {
  const [lena, maria] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('patient', 'Maria Alvarez')]);
  const patient = await pharmacy.client(maria);
  const { roomId } = await newOrder(patient, { note: 'My refill please' });
  const { page } = await seat(lena, { path: `/orders/${roomId}?queue=all` });
  await becomes(page, 'live');
  await expect(log(page)).toContainText('My refill please');
  const said = await page.evaluateHandle(() => {
    const words: string[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes)
        for (const node of addedNodes) if ((target as Element).closest('[role=status]')) words.push(node.textContent ?? '');
    }).observe(document.body, { childList: true, subtree: true });
    return words;
  });
  for (const times of [1, 2, 3]) {
    await say(patient, roomId, 'Hello?');
    await expect.poll(async () => (await said.jsonValue()).filter((words) => words === 'Maria Alvarez: Hello?').length).toBe(times);
  }
});
