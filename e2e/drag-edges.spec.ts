import type { Locator, Page } from 'playwright/test';
import { openClinic } from '../server/testing/clinic.ts';
import { password } from '../server/testing/people.ts';
import { at, book, column, day, openSchedule, visit } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';

test.describe.configure({ timeout: 120_000 });

const grid = (page: Page): Locator => page.getByRole('region', { name: /^\w+,? \d+ / });
const scrolled = (page: Page): Promise<{ top: number; left: number }> => grid(page).evaluate(({ scrollTop, scrollLeft }) => ({ top: scrollTop, left: scrollLeft }));

async function centreOf(place: Locator): Promise<{ x: number; y: number }> {
  await place.scrollIntoViewIfNeeded();
  const { x, y, width } = (await place.boundingBox())!;
  return { x: x + width / 2, y: y + 6 };
}

/** The middle of the scroller's part in which nothing is pinned, and its edges. */
async function edgesOf(page: Page) {
  const { x, y, width, height } = (await grid(page).boundingBox())!;
  return { left: x + 62, right: x + width - 4, top: y + 50, bottom: y + height - 4, middle: { x: x + width / 2, y: y + height / 2 } };
}

test('a visit that is dragged to the edge of the grid scrolls it, down and back up, and is put where it is dropped', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:30'));
  const page = await openSchedule(seat, clinic.frontDesk.person);
  await page.setViewportSize({ width: 1280, height: 560 });
  const grip = await centreOf(visit(column(page, clinic.chen.id), /^Sam Porter, 09:00/));
  const edges = await edgesOf(page);
  const before = await scrolled(page);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x, grip.y + 12);
  await page.mouse.move(grip.x, edges.bottom, { steps: 4 });
  // nothing moves but the grid below the pointer, until there is no more of it
  await expect.poll(async () => (await scrolled(page)).top).toBeGreaterThan(before.top + 200);
  await expect(visit(column(page, clinic.chen.id), /^Sam Porter, 17:\d0/)).toBeVisible();
  await page.mouse.move(grip.x, edges.top, { steps: 4 });
  await expect.poll(async () => (await scrolled(page)).top).toBe(0);
  await expect(visit(column(page, clinic.chen.id), /^Sam Porter, 08:00/)).toBeVisible();
  await page.mouse.move(grip.x, edges.bottom, { steps: 4 });
  await expect(visit(column(page, clinic.chen.id), /^Sam Porter, 17:30–18:00/)).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole('alert').filter({ hasText: 'Sam Porter moved' })).toContainText('17:30–18:00');
  // a drop ends it: the grid stands still
  const dropped = await scrolled(page);
  await page.mouse.move(edges.middle.x, edges.top, { steps: 4 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await scrolled(page)).toEqual(dropped);
});

test('across a week that does not fit, it scrolls to the days that are not seen', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:30'));
  const page = await openSchedule(seat, clinic.frontDesk.person, `view=week&day=${day}&provider=${clinic.chen.id}`);
  await page.setViewportSize({ width: 640, height: 700 });
  const block = visit(page, /^Sam Porter/);
  const grip = await centreOf(block);
  const edges = await edgesOf(page);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x + 12, grip.y);
  await page.mouse.move(edges.right, grip.y, { steps: 4 });
  const end = await grid(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await expect.poll(async () => (await scrolled(page)).left).toBeGreaterThan(end - 2);
  // which way it goes is the pointer's: back to the first day, and Escape leaves the visit where it was
  await page.mouse.move(edges.left, grip.y, { steps: 4 });
  await expect.poll(async () => (await scrolled(page)).left).toBe(0);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(visit(page.locator(`[data-day="${day}"]`), /^Sam Porter, 09:00–09:30/)).toHaveCount(1);
});

test('a finger scrolls the grid, and one that rests on a visit takes it along, to the edge and beyond', async ({ app, browser, browserName, site }) => {
  test.skip(browserName === 'firefox', 'only the protocol of Chromium lets a test put fingers on a screen');
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:30'));
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', hasTouch: true, viewport: { width: 900, height: 560 } });
  await context.request.post(`${site}/trpc/auth.login`, { data: { email: clinic.frontDesk.person.email, password } });
  const page = await context.newPage();
  await page.goto(`${site}/schedule?day=${day}`);
  const block = visit(column(page, clinic.chen.id), /^Sam Porter, 09:00/);
  await block.waitFor();
  const screen = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    screen.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: Math.round(x), y: Math.round(y) }] });

  const grip = await centreOf(block);
  const edges = await edgesOf(page);
  const before = await scrolled(page);
  await touch('touchStart', grip.x, grip.y + 60);
  for (const step of [20, 40, 60, 80]) await touch('touchMove', grip.x, grip.y + 60 - step);
  await touch('touchEnd');
  await expect.poll(async () => (await scrolled(page)).top).toBeGreaterThan(before.top);
  await expect(page.getByRole('form')).toHaveCount(0);

  const again = await centreOf(block);
  await touch('touchStart', again.x, again.y);
  await expect(page.locator('[data-in-hand]')).toHaveCount(1);
  const held = await scrolled(page);
  await touch('touchMove', again.x, again.y + 10);
  await touch('touchMove', again.x, edges.bottom - 2);
  await expect.poll(async () => (await scrolled(page)).top).toBeGreaterThan(held.top + 100);
  await expect(visit(column(page, clinic.chen.id), /^Sam Porter, 17:30–18:00/)).toBeVisible();
  await touch('touchEnd');
  await expect(page.getByRole('alert').filter({ hasText: 'Sam Porter moved' })).toContainText('17:30–18:00');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await context.close();
});
