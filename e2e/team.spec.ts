import { chromium, type Page } from 'playwright/test';
import { openClinic } from '../server/testing/clinic.ts';
import { newId } from '../shared/ids.ts';
import { collect } from '../server/testing/collect.ts';
import { launchOptions } from './browsers.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { callsOf } from './fixtures/network.ts';

const row = (page: Page, name: string) => page.getByRole('list', { name: 'Team' }).getByRole('listitem', { name });
/** Not long enough to be away, twice is. */
const almost = 3 * 60_000;

test('a colleague comes in two tabs, goes away only with both, closes one, and is killed', async ({ app, seat, site }) => {
  const { nurse, chen } = await openClinic(app);
  const { page: desk } = await seat(nurse.person, { path: '/team' });
  const theirs = row(desk, 'Wei Chen');
  await expect(theirs).toContainText('Offline');

  // a browser of its own, which can be killed, with a clock that can be turned
  const browser = await chromium.launch(launchOptions('chromium'));
  try {
    const { page: first, context } = await seat(chen, { in: browser, path: '/schedule' });
    await expect(theirs).toContainText('Online');
    await context.clock.install();
    await first.reload();
    await becomes(first, 'live');
    const second = await context.newPage();
    await second.goto(`${site}/board`);
    await becomes(second, 'live');
    await expect(theirs).toContainText('2 tabs');
    await expect(theirs).not.toContainText('devices');

    // one tab is idle for long enough, the other is not: one clock runs for both
    const told = second.waitForResponse(callsOf('presence.setStatus'));
    await context.clock.fastForward(almost);
    await first.bringToFront();
    await first.mouse.move(200, 200);
    await context.clock.fastForward(almost);
    await told;
    await expect(theirs).toContainText('Online');
    await context.clock.fastForward(almost);
    await expect(theirs).toContainText('Away');
    await first.mouse.move(220, 220);
    await expect(theirs).toContainText('Online');
    await second.close();
    await expect(theirs).not.toContainText('tabs');
    await expect(theirs).toContainText('Online');
  } finally {
    await browser.close();
  }
  await expect(theirs).toContainText('Offline');
  await expect(theirs).toContainText('since just now');
});

test('who is on duty, and what they have open, as far as one could open it oneself', async ({ app, seat }) => {
  const { nurse, frontDesk, sam, chen: person } = await openClinic(app);
  const chen = await app.signIn(person);
  const { roomId } = await nurse.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [chen.person.id], subject: 'Biopsy result' });
  const { page: desk } = await seat(nurse.person, { path: '/team' });
  const { page: reception } = await seat(frontDesk.person, { path: '/team' });
  await row(reception, 'Rosa Jimenez').getByText('Online').waitFor();

  const duty = desk.getByRole('switch', { name: 'I am on duty' });
  await expect(duty).toBeEnabled();
  await duty.click();
  await expect(duty).toBeChecked();
  await expect(row(reception, 'Rosa Jimenez')).toContainText('On duty');
  await reception.getByRole('button', { name: /^Your menu/ }).click();
  const item = reception.getByRole('menuitemcheckbox', { name: 'On duty' });
  await expect(item).toBeEnabled();
  await item.click();
  await expect(item).toBeChecked();
  await expect(row(desk, 'Ben Whitaker')).toContainText('On duty');
  await reception.keyboard.press('Escape');

  const thread = collect((observer) => chen.trpc.rooms.signals.subscribe({ roomId }, observer));
  await expect(row(desk, 'Wei Chen').getByRole('link', { name: 'Biopsy result' })).toBeVisible();
  const chart = collect((observer) => chen.trpc.patients.viewers.subscribe({ patientId: sam.patientId }, observer));
  for (const page of [desk, reception]) await expect(row(page, 'Wei Chen').getByRole('link', { name: 'Chart of Sam Porter' })).toBeVisible();
  await expect(row(reception, 'Wei Chen')).not.toContainText('Biopsy');
  for (const open of [thread, chart]) open.stop();
  await expect(row(desk, 'Wei Chen').getByRole('link')).toHaveCount(0);

  await duty.click();
  await expect(row(reception, 'Rosa Jimenez')).not.toContainText('On duty');
});
