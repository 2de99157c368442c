import type { Page } from 'playwright/test';
import { openClinic } from '../server/testing/clinic.ts';
import { newId } from '../shared/ids.ts';
import { newOrder, text } from '../server/testing/requests.ts';
import { at, book, day } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { composer, log, panel, rows } from './fixtures/orders.ts';
import { fillWork } from './fixtures/work.ts';

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft https://example.test/' + 'x'.repeat(80);

/** How far the page can be scrolled sideways, and what one can press that sticks out of it; once it has taken its width. */
const overflow = (page: Page): Promise<{ sideways: number; cutOff: string[] }> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return {
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      cutOff: [...document.querySelectorAll('a, button, input:not([type=radio]), textarea')]
        .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        })
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
    };
  });

/** 640 px is a window of 1280 px at 200 % zoom. */
const widths = [360, 640, 1024, 1680];

async function atEveryWidth(page: Page, look: (width: number) => Promise<void>, { through = widths, height = 800 } = {}): Promise<void> {
  for (const width of through) {
    await page.setViewportSize({ width, height });
    await look(width);
  }
}

const expectFits = (page: Page, what: string): Promise<void> =>
  expect.poll(() => overflow(page), `${what} at ${page.viewportSize()?.width}`).toEqual({ sideways: 0, cutOff: [] });
/** Grids, stages, legends and tabs scroll sideways by themselves. */
const expectStill = (page: Page, what: string): Promise<void> =>
  expect.poll(async () => (await overflow(page)).sideways, `${what} at ${page.viewportSize()?.width}`).toBe(0);

test('nothing of the staff’s pages sticks out, from phone to wide screen', async ({ pharmacy, seat, site }) => {
  const [lena, maria] = await Promise.all([
    pharmacy.add('pharmacist', 'Lena Fischer'),
    pharmacy.add('patient', 'Maximiliane-Alexandra Wolfeschlegelsteinhausenbergerdorff'),
  ]);
  const patient = await pharmacy.client(maria);
  const { roomId } = await newOrder(patient, { note: long, items: [{ name: long.slice(0, 100), strength: '500 mg', quantity: 9_999, directions: long }] });
  const { page } = await seat(lena, { path: '/orders?queue=all' });
  await expect(rows(page)).toHaveCount(1);
  await atEveryWidth(page, () => expectFits(page, 'queue'));
  await page.goto(`${site}/orders/${roomId}?queue=all`);
  await expect(log(page)).toContainText('Donau');
  await panel(page).getByText('× 9999').waitFor();
  await atEveryWidth(page, async () => {
    await expect(composer(page)).toBeInViewport({ ratio: 1 });
    await expectFits(page, 'order');
  });
  const [phone = 0, ...wider] = widths.filter((width) => width < 1_200);
  await page.setViewportSize({ width: phone, height: 800 });
  await page.getByRole('button', { name: 'Show the order' }).click();
  await panel(page).getByText('× 9999').waitFor();
  await atEveryWidth(page, () => expectFits(page, 'order beside its conversation'), { through: [phone, ...wider] });
  await page.goto(`${site}/sessions`);
  await page.getByRole('listitem').first().waitFor();
  await atEveryWidth(page, () => expectFits(page, 'sessions'));
});

test('nothing of the pages that call for attention sticks out, with an alert above them', async ({ pharmacy, seat, site }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const { page } = await seat(lena);
  const tom = await pharmacy.client(await pharmacy.add('technician', 'Tom Okafor'));
  for (const message of ['Taken', long]) {
    const { id: alertId } = await tom.trpc.alerts.raise.mutate({ clientAlertId: newId(), message, target: { kind: 'tenant' } });
    if (message === 'Taken') await tom.trpc.alerts.acknowledge.mutate({ alertId });
  }
  await tom.trpc.tasks.create.mutate({ clientTaskId: newId(), title: long, assigneeId: lena.id });
  for (const [path, shown] of Object.entries({ alerts: 'Taken by Tom Okafor', notifications: 'A task was given to you', settings: 'Announcements' })) {
    await page.goto(`${site}/${path}`);
    await page.getByRole('main').getByText(shown).first().waitFor();
    await atEveryWidth(page, () => expectFits(page, path));
  }
});

test('nothing of threads and the team sticks out', async ({ pharmacy, seat, site }) => {
  const [lena, tom] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Maximilian-Alexander Wolfeschlegelsteinhausenbergerdorff')]);
  const client = await pharmacy.client(tom);
  const { roomId } = await client.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [lena.id], subject: long.slice(0, 100) });
  await client.trpc.messages.send.mutate(text(roomId, long));
  await client.trpc.presence.setOnDuty.mutate({ onDuty: true });
  const { page } = await seat(lena, { path: '/threads' });
  await page.getByRole('list', { name: 'Threads' }).getByRole('listitem').waitFor();
  await atEveryWidth(page, () => expectFits(page, 'threads'));
  await page.goto(`${site}/threads/${roomId}`);
  await expect(log(page)).toContainText('Donau');
  await atEveryWidth(page, () => expectFits(page, 'thread'));
  await page.setViewportSize({ width: widths[0]!, height: 800 });
  await expect(composer(page)).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Show the people' }).click();
  await page.getByRole('button', { name: /^Remove/ }).waitFor();
  await atEveryWidth(page, () => expectFits(page, 'people of a thread'));
  await page.goto(`${site}/team`);
  await page.getByRole('listitem', { name: 'Lena Fischer' }).waitFor();
  await atEveryWidth(page, () => expectFits(page, 'team'));
});

test('nothing of the clinic’s pages sticks out, from phone to wide screen', async ({ app, seat, site }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:20'));
  const { page } = await seat(await app.addPerson(clinic.tenantId, 'admin', 'Maximiliane-Alexandra Ortiz'), { path: `/schedule?day=${day}` });
  await page.getByRole('button', { name: 'Next free' }).waitFor();
  await atEveryWidth(page, () => expectStill(page, 'day'));
  await page.goto(`${site}/board`);
  await page.getByText('Nobody').first().waitFor();
  await atEveryWidth(page, () => expectStill(page, 'board'));
  await page.goto(`${site}/clinic-settings`);
  await page.getByRole('form', { name: 'Clinic settings' }).waitFor();
  await atEveryWidth(page, () => expectFits(page, 'settings'));
});

test('nothing of the patient’s pages sticks out, and the composer is always in reach', async ({ pharmacy, seat, site }) => {
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const patient = await pharmacy.client(maria);
  const { roomId } = await newOrder(patient, { note: long });
  await patient.trpc.messages.send.mutate(text(roomId, long));
  const { page } = await seat(maria);
  const small = { through: [320, ...widths], height: 640 };
  await page.getByTestId('my-order').waitFor();
  await atEveryWidth(page, () => expectFits(page, 'start'), small);
  await page.goto(`${site}/settings`);
  await page.getByRole('row', { name: /News of your orders/ }).waitFor();
  await atEveryWidth(page, () => expectFits(page, 'settings'), small);
  await page.goto(`${site}/new-order`);
  await page.getByRole('button', { name: 'List the items one by one' }).click();
  await atEveryWidth(page, () => expectFits(page, 'new order'), small);
  await page.goto(`${site}/orders/${roomId}`);
  await expect(log(page)).toContainText('Donau');
  await atEveryWidth(
    page,
    async () => {
      await expect(composer(page)).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({ ratio: 1 });
      await expectFits(page, 'order');
    },
    small,
  );
});

test('nothing of charts and work sticks out', async ({ app, seat, site }) => {
  const clinic = await openClinic(app);
  const { taskId } = await fillWork(clinic, long.slice(0, 200));
  const { page } = await seat(clinic.nurse.person);
  const chart = `patients/${clinic.sam.patientId}`;
  const shown = { patients: 'Sam Porter', [chart]: 'Skin check', [`${chart}?tab=timeline`]: 'booked', 'work/tasks': 'Donau', 'work/prior-auths?show=all': 'Denied', 'work/lab-results?show=all': 'Reviewed' };
  for (const [path, words] of Object.entries(shown)) {
    await page.goto(`${site}/${path}`);
    await page.getByRole('main').getByText(words).first().waitFor();
    await atEveryWidth(page, () => expectStill(page, path));
  }
  await page.goto(`${site}/work/tasks?item=${taskId}`);
  await atEveryWidth(page, () => expect(page.getByRole('dialog').getByRole('button', { name: 'Mark done' })).toBeInViewport({ ratio: 1 }));
});

/** What a patient can press that is lower or narrower than 44 px. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, textarea, [role=button]')]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .flatMap((element) => {
        const { width, height, bottom } = element.getBoundingClientRect();
        // a skip link waits above the page until it has the focus
        if (bottom <= 0 || (width >= 44 && height >= 44)) return [];
        return `${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`;
      }),
  );

test('everything that a patient presses is 44 px high and wide, and what they read 16 px', async ({ pharmacy, seat, site }) => {
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  const { page, context } = await seat(maria);
  const stranger = await context.browser()!.newPage({ viewport: { width: 360, height: 740 } });
  await stranger.goto(`${site}/sign-in`);
  await stranger.getByRole('button', { name: 'Sign in' }).waitFor();
  await expect.poll(() => smallTargets(stranger), 'sign-in').toEqual([]);
  await stranger.close();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByTestId('my-order').waitFor();
  await expect.poll(() => smallTargets(page), 'start').toEqual([]);
  await page.goto(`${site}/new-order`);
  await page.getByRole('button', { name: 'List the items one by one' }).click();
  await expect.poll(() => smallTargets(page), 'new order').toEqual([]);
  await page.goto(`${site}/orders/${roomId}`);
  await expect(log(page)).toContainText('My refill please');
  await expect.poll(() => smallTargets(page), 'order').toEqual([]);
  for (const words of [log(page).getByText('My refill please'), page.getByTestId('order-status'), composer(page)])
    expect.soft(await words.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(16);
  await page.getByRole('button', { name: /^Order \d/ }).click();
  await expect.poll(() => smallTargets(page), 'about the order').toEqual([]);
  await page.getByRole('button', { name: 'Cancel order' }).click();
  await page.getByRole('dialog', { name: 'Cancel this order?' }).waitFor();
  await expect.poll(() => smallTargets(page), 'cancelling').toEqual([]);
});
