import { newId } from '../shared/ids.ts';
import { newOrder } from '../server/testing/requests.ts';
import { becomes } from './fixtures/indicator.ts';
import { callsOf } from './fixtures/network.ts';
import { log, panel, rowOf, rows } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

const wide = { width: 1440, height: 900 };

test('what could not be loaded comes by itself, while live and when the line is back', async ({ pharmacy, seat, line }) => {
  const [lena, maria] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('patient', 'Maria Alvarez')]);
  const patient = await pharmacy.client(maria);
  const { roomId } = await newOrder(patient, { note: 'My refill please' });
  const other = await newOrder(patient, { note: 'Eye drops' });
  const { page } = await seat(lena, { path: '/orders?queue=all' });
  await page.setViewportSize(wide);
  await becomes(page, 'live');
  await expect(rows(page)).toHaveCount(2);
  // an answer that is lost while everything else is live
  await page.route(callsOf('chatOrders.history'), (route) => route.abort());
  await page.locator(`a[data-room="${roomId}"]`).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The history could not be loaded' })).toBeVisible({ timeout: 30_000 });
  await page.unroute(callsOf('chatOrders.history'));
  await expect(panel(page).getByRole('region', { name: 'History' }).getByRole('listitem').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert').filter({ hasText: 'could not be loaded' })).toHaveCount(0);

  // and one that came while the line was dead
  line.freeze();
  await page.locator(`a[data-room="${other.roomId}"]`).click();
  line.refuse();
  await becomes(page, 'offline', { timeout: 30_000 });
  line.restore();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(log(page)).toContainText('Eye drops', { timeout: 30_000 });
  await expect(panel(page).getByRole('region', { name: 'History' }).getByRole('listitem').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert').filter({ hasText: 'could not be loaded' })).toHaveCount(0);
});

test('offline, actions say so before they are pressed and keep the focus, and an order that never came says where it is', async ({ pharmacy, seat, line }) => {
  const [lena, maria, omar] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('patient', 'Maria Alvarez'), pharmacy.add('patient', 'Omar Haddad')]);
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  await newOrder(await pharmacy.client(omar), { note: 'Eye drops' });
  const { page } = await seat(lena, { path: `/orders/${roomId}?queue=all` });
  await page.setViewportSize(wide);
  await becomes(page, 'live');
  await expect(log(page)).toContainText('My refill please');
  const claim = panel(page).getByRole('button', { name: 'Claim' });
  await expect(claim).not.toHaveAttribute('aria-disabled');
  line.refuse();
  await becomes(page, 'offline', { timeout: 30_000 });
  await expect(claim).toHaveAttribute('aria-disabled', 'true');
  await expect(claim).toHaveAccessibleDescription(/offline/);
  await claim.focus();
  await expect(claim).toBeFocused();
  await page.keyboard.press('Enter');
  await claim.click({ force: true });
  await expect(panel(page).getByText('Taken by you')).toHaveCount(0);

  await rowOf(page, 'Omar Haddad').getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'This order is not on this device' }).first()).toBeVisible();
  await expect(page.getByRole('main').locator('.mantine-Skeleton-root')).toHaveCount(0);
  line.restore();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(log(page)).toContainText('Eye drops', { timeout: 30_000 });
  await expect(panel(page).getByRole('button', { name: 'Claim' })).not.toHaveAttribute('aria-disabled');
  await panel(page).getByRole('button', { name: 'Claim' }).click();
  await panel(page).getByText('Taken by you').waitFor();
});

test('a form that is sent by Enter offline keeps what was typed and sends nothing', async ({ pharmacy, seat, line }) => {
  const [lena, tom] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor')]);
  const technician = await pharmacy.client(tom);
  await technician.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [lena.id], subject: 'Fridge' });
  const { page } = await seat(lena, { path: '/orders' });
  await becomes(page, 'live');
  await page.getByRole('button', { name: 'New order' }).first().click();
  const form = page.getByRole('form', { name: 'New order' });
  await form.getByLabel('What is needed').click();
  await page.keyboard.type('Eye drops', { delay: 5 });
  line.refuse();
  await becomes(page, 'offline', { timeout: 30_000 });
  const place = form.getByRole('button', { name: 'Place order' });
  await expect(place).toHaveAccessibleDescription(/offline/);
  await form.getByRole('textbox', { name: 'Patient' }).focus();
  await page.keyboard.press('Enter');
  await expect(form.getByText('For whom is it?')).toHaveCount(0);
  await expect(form.getByLabel('What is needed')).toHaveValue('Eye drops');
});
