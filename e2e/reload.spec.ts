import type { Locator, Page } from 'playwright/test';
import { openClinic } from '../server/testing/clinic.ts';
import { expect, test } from './fixtures/desk.ts';
import { holdCalls } from './fixtures/network.ts';

const placeOf = async (part: Locator): Promise<unknown> => {
  await part.waitFor();
  const { x, y, width, height } = (await part.boundingBox())!;
  return [x, y, width, height].map(Math.round);
};

const frame = (page: Page): Locator => page.getByTestId('frame-skeleton');

for (const [size, viewport] of Object.entries({ desk: { width: 1280, height: 800 }, phone: { width: 360, height: 640 } }))
  test(`a reload keeps the frame where it is, at ${size} width`, async ({ app, pharmacy, seat, site }) => {
    const { nurse } = await openClinic(app);
    const sides = { '/orders': await pharmacy.add('pharmacist', 'Lena Fischer'), '/schedule': nurse.person };
    for (const [path, person] of Object.entries(sides)) {
      const { page } = await seat(person, { path });
      await page.setViewportSize(viewport);
      const rail = await placeOf(page.getByRole('navigation', { name: 'Main' }));
      const header = await placeOf(page.getByRole('banner'));
      const renewal = await holdCalls(page, 'auth.refresh');
      await page.goto(site + path);
      await renewal.arrived();
      expect.soft(await placeOf(frame(page).locator('[data-part=rail]')), `${path}, rail`).toEqual(rail);
      expect.soft(await placeOf(frame(page).locator('[data-part=header]')), `${path}, header`).toEqual(header);
      await expect(frame(page).getByRole('status', { name: 'Loading' })).toBeVisible();
      renewal.release();
      await page.getByTestId('connection-badge').waitFor();
      await expect(frame(page)).toHaveCount(0);
    }
  });

test('who has signed out sees no frame of theirs', async ({ pharmacy, seat, site }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  const renewal = await holdCalls(page, 'auth.refresh');
  await page.goto(`${site}/orders`);
  await renewal.arrived();
  await page.getByRole('status', { name: 'Loading' }).waitFor();
  await expect(frame(page)).toHaveCount(0);
  renewal.release();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});
