import type { Page } from 'playwright/test';
import { linesOn, startConversation, writeThroughCuts } from './fixtures/conversation.ts';
import { becomes, livesOver, watchIndicator } from './fixtures/indicator.ts';
import { say, write } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

test.describe.configure({ timeout: 120_000 });
test.beforeEach(({ line }) => line.refuseUpgrades());

const badge = (page: Page) => page.getByTestId('connection-badge');

test('where no WebSocket gets through, everything is live over streams, and the indicator says so', async ({ pharmacy, seat }) => {
  const { desk, phone, patient, roomId } = await startConversation({ pharmacy, seat });
  await Promise.all([livesOver(desk, 'stream'), livesOver(phone, 'stream')]);
  await expect(badge(desk)).toHaveText('Live, slower link');
  await say(patient, roomId, 'phone-1.');
  await write(desk, 'desk-1.');
  for (const page of [desk, phone]) await expect.poll(() => linesOn(page)).toEqual(['phone-1.', 'desk-1.']);

  await badge(desk).click();
  const indicator = desk.getByTestId('connection-indicator');
  await expect(indicator).toContainText('This network blocks WebSockets');
  await expect(indicator).toContainText(/Answers within\s*\d+ ms/);

  for (const page of [desk, phone]) {
    await page.setViewportSize({ width: 360, height: 800 });
    await expect(badge(page)).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
});

test('streams cut again and again while both write: nothing is lost or doubled on either screen', async ({ pharmacy, seat, line }) => {
  const { desk, phone } = await startConversation({ pharmacy, seat });
  await writeThroughCuts({ desk, phone }, line, 3);
  for (const page of [desk, phone]) await livesOver(page, 'stream', { timeout: 45_000 });
});

test('what was said while the line was down is caught up, and never is it called live meanwhile', async ({ pharmacy, seat, line }) => {
  const { desk, patient, roomId } = await startConversation({ pharmacy, seat });
  const states = await watchIndicator(desk);
  line.refuse();
  await becomes(desk, 'reconnecting');
  for (const number of [1, 2, 3]) await say(patient, roomId, `phone-${number}.`);
  line.restore();
  await expect(desk.getByTestId('caught-up')).toHaveText('Caught up, 3 new', { timeout: 30_000 });
  expect(await linesOn(desk)).toEqual(['phone-1.', 'phone-2.', 'phone-3.']);
  expect((await states()).filter((state) => state !== 'offline')).toEqual(['live', 'reconnecting', 'live']);
  await expect(badge(desk)).toHaveText('Live, slower link');
});

test('one stream takes over from another without a trace: nothing twice, live all the time, and who is here stays', async ({ pharmacy, seat }) => {
  const { desk, phone, patient, roomId } = await startConversation({ pharmacy, seat });
  const states = await watchIndicator(desk);
  const presence = await phone.getByRole('status', { name: 'Typing' }).evaluateHandle((element) => {
    const words = [element.textContent];
    new MutationObserver(() => words.push(element.textContent)).observe(element, { childList: true, characterData: true, subtree: true });
    return words;
  });
  const streams: string[] = [];
  desk.on('request', (request) => request.url().endsWith('/trpc/stream') && streams.push(request.url()));
  // asking how fast the server answers opens another stream
  for (let round = 1; round <= 3; round++) {
    const before = streams.length;
    await badge(desk).click();
    await expect.poll(() => streams.length).toBeGreaterThan(before);
    await say(patient, roomId, `phone-${round}.`);
    await badge(desk).click();
    await expect(desk.getByTestId('connection-indicator')).toHaveCount(0);
  }
  await expect.poll(() => linesOn(desk)).toEqual(['phone-1.', 'phone-2.', 'phone-3.']);
  expect(await states()).toEqual(['live']);
  expect(new Set(await presence.jsonValue())).toEqual(new Set(['Lena is here']));
});

test('the server restarts: streams come back where they were', async ({ pharmacy, seat, app }) => {
  const { desk, phone, patient, roomId } = await startConversation({ pharmacy, seat });
  await say(patient, roomId, 'phone-1.');
  await app.restart();
  await say(await pharmacy.client(patient.person), roomId, 'phone-2.');
  for (const page of [desk, phone]) {
    await livesOver(page, 'stream', { timeout: 30_000 });
    await expect.poll(() => linesOn(page), { timeout: 30_000 }).toEqual(['phone-1.', 'phone-2.']);
  }
});

test('a stream that dies without a word is noticed', async ({ pharmacy, seat, line, browserName }) => {
  test.skip(browserName === 'firefox', 'twenty seconds of waiting; nothing in it depends on the browser');
  const { desk, phone, patient, roomId } = await startConversation({ pharmacy, seat });
  line.freeze();
  await say(patient, roomId, 'phone-1.');
  // another stream is asked for after 12 s of silence, and has 7 s to open
  await becomes(desk, 'reconnecting', { timeout: 21_000 });
  line.restore();
  await livesOver(desk, 'stream', { timeout: 30_000 });
  await write(desk, 'desk-1.');
  for (const page of [desk, phone]) await expect.poll(() => linesOn(page)).toEqual(['phone-1.', 'desk-1.']);
});

test('a reload goes straight to a stream, and where sockets get through again everything moves there', async ({ pharmacy, seat, line }) => {
  const { desk, patient, roomId } = await startConversation({ pharmacy, seat });
  const refused = line.refusedUpgrades;
  expect(refused).toBeGreaterThan(1);
  await desk.reload();
  await livesOver(desk, 'stream');
  expect(line.refusedUpgrades).toBe(refused);
  line.allowUpgrades();
  // as if minutes had passed since somebody looked
  await desk.evaluate(() => localStorage.setItem('medsync-sockets-blocked', String(Date.now() - 6 * 60_000)));
  await desk.reload();
  await livesOver(desk, 'socket');
  await expect(badge(desk)).toHaveText('Live');
  await say(patient, roomId, 'phone-1.');
  await expect.poll(() => linesOn(desk)).toEqual(['phone-1.']);
  await desk.reload();
  await livesOver(desk, 'socket');
});

test('a session that is ended elsewhere ends here at once', async ({ pharmacy, seat }) => {
  const { desk, lena } = await startConversation({ pharmacy, seat });
  const elsewhere = await pharmacy.client(lena);
  const here = (await elsewhere.trpc.auth.sessions.query()).find(({ current }) => !current);
  await elsewhere.trpc.auth.endSession.mutate({ sessionId: here!.id });
  await expect(desk.getByText('Your session has ended.')).toBeVisible();
});

test('tabs leave each other connections: more than a browser has for streams, and calls go through in every one', async ({ pharmacy, seat, site }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const { page, context } = await seat(lena);
  await livesOver(page, 'stream', { timeout: 30_000 });
  const tabs = [page];
  for (let tab = 2; tab <= 4; tab++) {
    const opened = await context.newPage();
    await opened.goto(site);
    await livesOver(opened, 'stream', { timeout: 30_000 });
    tabs.push(opened);
  }
  const last = await context.newPage();
  await last.goto(site);
  await expect(last.getByTestId('offline-bar')).toBeVisible({ timeout: 30_000 });
  await badge(last).click();
  await expect(last.getByTestId('connection-indicator')).toContainText('Close one of them.');
  for (const tab of [...tabs, last]) await tab.evaluate(() => fetch('/readyz').then((answer) => answer.text()));

  await page.close();
  await livesOver(last, 'stream', { timeout: 60_000 });
});
