import type { Locator, Page } from 'playwright/test';
import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { newOrder, text } from '../server/testing/requests.ts';
import { at, book, day } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { composer, log, panel, rows } from './fixtures/orders.ts';
import { smallTargets } from './fixtures/targets.ts';
import { fillWork } from './fixtures/work.ts';

// many pages, each looked at whole
test.describe.configure({ timeout: 150_000 });

const phone = { width: 360, height: 640 };

/** What a person opens on the way; each is waited for. */
type Steps = Record<string, (page: Page) => Promise<Locator>>;

async function expectBigTargets(page: Page, steps: Steps): Promise<void> {
  for (const [what, go] of Object.entries(steps)) {
    await (await go(page)).first().waitFor();
    await expect.poll(() => smallTargets(page), what).toEqual([]);
  }
}

const at360 = (path: string, shown: (page: Page) => Locator) => async (page: Page): Promise<Locator> => {
  await page.goto(new URL(path, page.url()).href);
  return shown(page);
};

const press = (name: string | RegExp, shown: (page: Page) => Locator) => async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name }).first().click();
  return shown(page);
};

const dialog = (page: Page): Locator => page.getByRole('dialog').getByRole('button');

/** The part of the window that is not the subject itself. */
const chromeAround = async (subject: Locator): Promise<number> => {
  await subject.waitFor();
  return 1 - (await subject.boundingBox())!.height / phone.height;
};

test('everything that the pharmacy’s staff press on a phone is 44 px high and wide, and frames take a third at most', async ({ pharmacy, seat }) => {
  const [lena, tom, maria] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor'), pharmacy.add('patient', 'Maria Alvarez')]);
  const technician = await pharmacy.client(tom);
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please', items: [{ name: 'Metformin', strength: '500 mg', quantity: 60, directions: '' }] });
  const thread = await technician.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [lena.id], subject: 'Fridge' });
  await technician.trpc.messages.send.mutate(text(thread.roomId, 'It is warm'));
  await technician.trpc.messages.send.mutate(text(roomId, 'One moment'));
  const { page } = await seat(lena);
  await page.setViewportSize(phone);
  await expectBigTargets(page, {
    queue: at360('/orders?queue=all', rows),
    filter: press(/^Filter by status/, (shown) => shown.getByRole('checkbox')),
    'new order': async (shown) => at360('/orders', (there) => there.getByRole('heading', { name: 'Orders' }))(shown).then(() => press('New order', (there) => there.getByRole('form', { name: 'New order' }))(shown)),
    conversation: at360(`/orders/${roomId}`, (shown) => log(shown).getByText('One moment')),
  });
  await expect.poll(() => chromeAround(log(page)), 'around the conversation of an order').toBeLessThanOrEqual(0.35);
  await expect(composer(page)).toBeInViewport({ ratio: 1 });
  await expectBigTargets(page, {
    note: press('Internal note', (shown) => shown.getByRole('textbox', { name: 'Internal note' })),
    order: press('Show the order', (shown) => panel(shown).getByRole('button', { name: 'Claim' })),
    'its items': press('Edit items', (shown) => shown.getByRole('form', { name: 'Edit items' })),
    threads: at360('/threads', (shown) => shown.getByRole('list', { name: 'Threads' }).getByRole('link')),
    thread: at360(`/threads/${thread.roomId}`, (shown) => log(shown).getByText('It is warm')),
  });
  await expect.poll(() => chromeAround(log(page)), 'around a thread').toBeLessThanOrEqual(0.35);
  await expectBigTargets(page, {
    people: press('Show the people', (shown) => shown.getByRole('button', { name: /^Remove/ })),
    alerts: at360('/alerts', (shown) => shown.getByRole('heading', { name: 'Alerts' })),
    raising: press('Raise an alert', dialog),
    team: at360('/team', (shown) => shown.getByRole('listitem', { name: 'Lena Fischer' })),
    notifications: at360('/notifications', (shown) => shown.getByRole('heading', { name: 'Notifications' })),
    bell: press(/^Notifications/, dialog),
    settings: at360('/settings', (shown) => shown.getByRole('row')),
    sessions: at360('/sessions', (shown) => shown.getByRole('listitem')),
    'your menu': press(/^Your menu/, (shown) => shown.getByRole('menuitem', { name: 'Sign out' })),
  });
});

test('everything that the clinic’s staff press on a phone is 44 px high and wide, and frames take a third at most', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:20'));
  const { taskId } = await fillWork(clinic);
  const { page } = await seat(await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz'));
  await page.setViewportSize(phone);
  const grid = (shown: Page): Locator => shown.getByRole('main').getByRole('region').and(shown.locator('[tabindex="0"]'));
  const visit = (shown: Page): Locator => shown.getByRole('main').getByRole('button', { name: /Sam Porter/ });
  await expectBigTargets(page, { day: at360(`/schedule?day=${day}`, visit) });
  await expect.poll(() => chromeAround(grid(page)), 'around the schedule').toBeLessThanOrEqual(0.35);
  expect((await visit(page).boundingBox())!.height, 'a visit of twenty minutes').toBeGreaterThanOrEqual(43.5);
  await expectBigTargets(page, {
    options: press('Day, view and filters', (shown) => shown.getByRole('button', { name: 'Next free' })),
    'next free': press('Next free', (shown) => shown.getByRole('menuitem')),
    booking: async (shown) => at360('/schedule', (there) => there.getByRole('button', { name: 'Book', exact: true }))(shown).then(() => press('Book', (there) => there.getByRole('form', { name: 'Book a visit' }))(shown)),
    visit: at360(`/schedule?day=${day}`, visit),
    'what is booked': press(/Sam Porter/, dialog),
    week: at360(`/schedule?day=${day}&view=week&provider=${clinic.chen.id}`, visit),
    month: at360(`/schedule?day=${day}&view=month`, visit),
    board: at360('/board', (shown) => shown.getByRole('region', { name: 'Done' })),
    patients: at360('/patients', (shown) => shown.getByRole('link', { name: /Sam Porter/ })),
    chart: at360(`/patients/${clinic.sam.patientId}`, (shown) => shown.getByRole('main').getByText('Skin check')),
    tasks: at360('/work/tasks', (shown) => shown.getByRole('main').getByText('Call Sam')),
    task: at360(`/work/tasks?item=${taskId}`, dialog),
    authorisations: at360('/work/prior-auths?show=all', (shown) => shown.getByRole('main').getByText('Denied')),
    'lab results': at360('/work/lab-results?show=all', (shown) => shown.getByRole('main').getByText('Reviewed')),
    'clinic settings': at360('/clinic-settings', (shown) => shown.getByRole('form', { name: 'Clinic settings' })),
    more: press('More', (shown) => shown.getByRole('menuitem', { name: 'Search' })),
  });
});
