import { newId } from '../shared/ids.ts';
import { password } from '../server/testing/people.ts';
import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { expectAccessible } from './fixtures/looks.ts';
import { log } from './fixtures/orders.ts';
import { signIn } from './fixtures/sign-in.ts';
import { typeInto } from './fixtures/typing.ts';

test('signing in works with the keyboard alone, and a wrong password is said in words', async ({ pharmacy, page, site }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  await page.goto(site);
  await expect(page).toHaveTitle(/^Sign in/);
  await page.getByLabel('Email').waitFor();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Email')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Write your email address')).toBeVisible();
  await page.keyboard.type(lena.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('The email address or the password is not right.');
  const field = page.getByLabel('Password', { exact: true });
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('desk')).toBeVisible();
});

test('after wrong passwords it says how long to wait, counts down, and then the right one works', async ({ pharmacy, page, site, browserName }) => {
  test.skip(browserName === 'firefox', 'fifteen seconds of waiting; nothing in it depends on the browser');
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  await page.goto(site);
  await typeInto(page.getByLabel('Email'), lena.email);
  await typeInto(page.getByLabel('Password', { exact: true }), password);
  const guess = async () => (await page.request.post(`${site}/trpc/auth.login`, { data: { email: lena.email, password: 'wrong' } })).status();
  for (let failure = 1; failure <= 5; failure++) expect(await guess()).toBe(401);
  // each of these waits for the delay of the one before: 1, 2 and 4 seconds
  for (let failure = 6; failure <= 8; failure++) await expect.poll(guess).toBe(401);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/You can try again in [2-8] seconds\./);
  await expect(alert).toContainText('You can try again now.');
  await expectAccessible(page, 'the wait before signing in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByTestId('desk')).toBeVisible();
});

test('the address of an order survives signing in, and loading it again', async ({ pharmacy, page, site }) => {
  const [lena, maria] = [await pharmacy.add('pharmacist', 'Lena Fischer'), await pharmacy.add('patient', 'Maria Alvarez')];
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  const address = `${site}/orders/${roomId}?queue=all`;
  await page.goto(address);
  await signIn(page, lena);
  for (const arrive of [async () => undefined, () => page.reload()]) {
    await arrive();
    await expect(log(page)).toContainText('My refill please');
    expect(page.url()).toBe(address);
  }
});

test('a link cannot lead elsewhere through the sign-in page', async ({ pharmacy, page, site }) => {
  await page.goto(`${site}/sign-in?next=${encodeURIComponent('//elsewhere.example/orders')}`);
  await signIn(page, await pharmacy.add('pharmacist', 'Lena Fischer'));
  expect(page.url()).toBe(`${site}/orders`);
});

test('what is not there says so and shows the way back', async ({ pharmacy, seat, site }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'), { path: '/nowhere/at/all' });
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the start' }).click();
  await expect(page.getByTestId('desk')).toBeVisible();

  for (const unknown of [newId(), 'not-an-id']) {
    await page.goto(`${site}/orders/${unknown}`);
    await expect(page.getByRole('heading', { name: 'There is no such order' })).toBeVisible();
  }
});

test('a page whose code cannot be loaded shows a way back, and the frame around it stands', async ({ pharmacy, seat }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
  const code = /\/assets\/sessions-page/;
  await page.route(code, (route) => route.abort());
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Where you are signed in' }).click();
  await expect(page.getByRole('alert')).toContainText('This page broke');
  await expect(page.getByTestId('connection-badge')).toBeVisible();
  await page.unroute(code);
  await page.getByRole('button', { name: 'Load it again' }).click();
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible();
});

test('an app that does not answer yet is waited for', async ({ pharmacy, seat }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
  const renewal = /\/trpc\/auth\.refresh/;
  await page.route(renewal, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('heading', { name: 'MedSync cannot be reached' })).toBeVisible();
  await page.unroute(renewal);
  await expect(page.getByTestId('desk')).toBeVisible();
});
