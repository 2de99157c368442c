import { expect, test } from './fixtures/demo.ts';
import { expectAccessible, phone } from './fixtures/looks.ts';

test.describe.configure({ timeout: 120_000 });

test('one click signs in, on a phone too, and nothing has to be filled in', async ({ page, site }) => {
  await page.setViewportSize(phone);
  await page.goto(`${site}/sign-in`);
  await page.getByRole('button', { name: /^Lena Fischer\s*Pharmacist$/ }).click();
  await expect(page.getByTestId('desk')).toBeVisible();
});

test('two people at once: a link, opened in a window with a sign-in of its own, is the second one', async ({ page, browser, browserName, site }) => {
  await page.goto(`${site}/sign-in`);
  await page.getByRole('button', { name: 'Maria Alvarez in a private window' }).click();
  const dialog = page.getByRole('dialog', { name: 'Maria Alvarez in a private window' });
  await expect(dialog).toContainText(/Open a private window: Ctrl\+Shift\+[NP]/);
  const link = (await dialog.getByRole('link').getAttribute('href'))!;
  // what stands behind it reaches no server's log
  expect(new URL(link).pathname + new URL(link).search).toBe('/sign-in');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('status')).toHaveText(/^(Copied\.|The link is selected)/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: /^Lena Fischer\s*Pharmacist$/ }).click();
  await expect(page.getByTestId('desk')).toBeVisible();

  const apart = await browser.newContext({ locale: 'en-GB' });
  const second = await apart.newPage();
  await second.goto(link);
  await expect(second.getByRole('heading', { name: /Maria/ }).or(second.getByRole('link', { name: /New order/ })).first()).toBeVisible();
  expect(second.url()).toBe(`${site}/`);
  // in a window that is Lena's, it says whose it is and changes nothing
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Lena Fischer is signed in here' })).toBeVisible();
  if (browserName === 'chromium') await expectAccessible(page, 'a link for somebody else');
  await page.getByRole('link', { name: 'Go on as Lena Fischer' }).click();
  await expect(page.getByTestId('desk')).toBeVisible();
  // who signs out stays signed out
  await second.getByRole('button', { name: /^Your menu|Maria/ }).first().click();
  await second.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(second.getByText('You are signed out, in all tabs of this browser.')).toBeVisible();
  await apart.close();
});

test('a link for nobody of the demonstration is the sign-in page, and what fails is said where one pressed', async ({ page, site }) => {
  await page.goto(`${site}/sign-in#as=nobody%40elsewhere.test`);
  await expect(page.getByRole('button', { name: /^Lena Fischer\s*Pharmacist$/ })).toBeVisible();
  await page.setViewportSize(phone);
  await page.route('**/trpc/auth.login*', (route) => route.abort());
  const sam = page.getByRole('button', { name: /^Sam Porter\s*Patient$/ });
  await sam.click();
  const people = page.getByRole('region', { name: 'This is a demonstration' });
  await expect(people.getByRole('alert')).toBeVisible();
  await page.unroute('**/trpc/auth.login*');
  await sam.click();
  await expect(page.getByText('Nothing here for you yet')).toBeVisible();
});

test('whenever it is started, the clinic has somebody in every stage, and one who waits too long', async ({ page, site }) => {
  await page.goto(`${site}/sign-in#as=nurse%40northside.test`);
  await page.getByTestId('connection-badge').waitFor();
  await page.goto(`${site}/board`);
  for (const stage of ['Expected', 'Checked in', 'In room', 'With provider', 'Done'])
    await expect(page.getByRole('region', { name: stage, exact: true }).getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Checked in', exact: true }).locator('[data-longest]')).toContainText('Lucas Meyer');
  await expect(page.locator('[data-longest]')).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Delay of each provider' })).toContainText(/Dr\. Anjali Patel\s*\d+ min late/);
  await page.goto(`${site}/schedule`);
  await expect(page.getByTestId('now-line').first()).toBeInViewport();
  await expect(page.getByRole('button', { name: /^Peter Klein, .*With provider/ })).toBeInViewport();
});
