import type { Page } from 'playwright/test';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';

declare global {
  interface Window {
    pressed?: string[];
  }
}

/** A bar and below it two buttons, over the page at the window's upper left corner, which write down when they are pressed. */
async function showButtons(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const box = document.createElement('div');
    box.id = 'probe';
    box.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:900;inline-size:200px';
    box.innerHTML = '<div id="bar" style="block-size:40px"></div><button style="display:block;block-size:40px">Start</button><button style="display:block;block-size:40px">Cancel</button>';
    window.pressed = [];
    box.addEventListener('click', ({ target }) => target instanceof HTMLButtonElement && window.pressed!.push(target.textContent));
    document.body.append(box);
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  // they have come over what was there
  await expect(page.locator('[data-just-moved]')).toHaveCount(0);
}

const pressed = (page: Page): Promise<string[]> => page.evaluate(() => window.pressed!.splice(0));
const showBar = (page: Page, isShown: boolean): Promise<void> =>
  page.evaluate((shown) => void (document.getElementById('bar')!.style.display = shown ? '' : 'none'), isShown);

/** On a page whose clock stands still, so that it does not depend on how fast the machine presses. */
test('what slides under a pointer cannot be pressed for 300 ms, and with the keyboard it can', async ({ pharmacy, seat }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
  await becomes(page, 'live');
  await showButtons(page);
  const startsAt = { x: 20, y: 60 };
  await page.mouse.click(startsAt.x, startsAt.y);
  expect(await pressed(page)).toEqual(['Start']);

  await page.clock.install();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  // the clock's own frames are what it looks in
  await page.clock.runFor(400);
  await showBar(page, false);
  await page.mouse.click(startsAt.x, startsAt.y);
  expect(await pressed(page)).toEqual([]);
  await page.clock.runFor(299);
  await page.mouse.click(startsAt.x, startsAt.y);
  expect(await pressed(page)).toEqual([]);
  await page.clock.runFor(2);
  await page.mouse.click(startsAt.x, startsAt.y);
  expect(await pressed(page)).toEqual(['Cancel']);

  await page.getByRole('button', { name: 'Start', exact: true }).focus();
  await showBar(page, true);
  await page.keyboard.press('Enter');
  expect(await pressed(page)).toEqual(['Start']);
  // it has moved to where the other one was
  await page.mouse.click(startsAt.x, startsAt.y);
  expect(await pressed(page)).toEqual([]);
  await page.clock.runFor(301);
  await page.mouse.click(startsAt.x, startsAt.y);
  expect(await pressed(page)).toEqual(['Start']);
});

test('nor can a finger press it, of which nobody knows where it comes down', async ({ browser, browserName, site }) => {
  test.skip(browserName === 'firefox', 'over BiDi a tap in a stock Firefox becomes no click');
  const context = await browser.newContext({ hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${site}/sign-in`);
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await showButtons(page);
  await page.touchscreen.tap(20, 60);
  expect(await pressed(page)).toEqual(['Start']);
  await page.clock.install();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await page.clock.runFor(400);
  await showBar(page, false);
  await page.touchscreen.tap(20, 60);
  expect(await pressed(page)).toEqual([]);
  await page.clock.runFor(301);
  await page.touchscreen.tap(20, 60);
  expect(await pressed(page)).toEqual(['Cancel']);
  await context.close();
});
