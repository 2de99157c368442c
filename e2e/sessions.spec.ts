import { startConversation } from './fixtures/conversation.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { log } from './fixtures/orders.ts';
import { signIn } from './fixtures/sign-in.ts';

test('a session that another device ends: an explanation, nothing left to read, and back to the same place', async ({ pharmacy, seat, site }) => {
  const { desk, lena, path } = await startConversation({ pharmacy, seat });
  await expect(log(desk)).toContainText('My metformin refill please');
  const { page: laptop } = await seat(lena, { path: '/sessions' });
  const sessions = laptop.getByRole('listitem');
  await expect(sessions).toHaveCount(2);
  await laptop.getByRole('button', { name: 'End the session on' }).click();
  await expect(sessions).toHaveCount(1);

  await expect(desk.getByText('Your session has ended.')).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'Sign in to MedSync' })).toBeVisible();
  expect(await desk.content()).not.toMatch(/metformin|Maria Alvarez/);
  await becomes(laptop, 'live');

  await signIn(desk, lena);
  expect(desk.url()).toBe(site + path);
  await expect(log(desk)).toContainText('My metformin refill please');
});

test('signing out in one tab signs out the others, and the next person starts afresh', async ({ pharmacy, seat, site }) => {
  const { desk, lena, path } = await startConversation({ pharmacy, seat });
  const other = await desk.context().newPage();
  await other.goto(site + path);
  await expect(log(other)).toContainText('My metformin refill please');
  await other.getByRole('button', { name: /^Your menu/ }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  for (const tab of [desk, other]) {
    await expect(tab.getByText('You are signed out, in all tabs of this browser.')).toBeVisible();
    expect(await tab.content()).not.toMatch(/metformin|Maria Alvarez/);
  }
  await desk.reload();
  await expect(desk.getByRole('heading', { name: 'Sign in to MedSync' })).toBeVisible();
  await signIn(desk, lena);
  expect(new URL(desk.url()).pathname).toBe('/orders');
  // one cookie for all tabs, so one person in all tabs
  await expect(other.getByTestId('desk')).toBeVisible();
});

test('tabs that are loaded at once share one cookie and nobody is signed out', async ({ pharmacy, seat, site }) => {
  const { page, context } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
  const tabs = [page, await context.newPage(), await context.newPage()];
  for (let round = 0; round < 3; round++) {
    await Promise.all(tabs.map((tab) => tab.goto(`${site}/orders`)));
    for (const tab of tabs) await becomes(tab, 'live');
  }
});
