import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { expect, test } from './fixtures/desk.ts';
import { expectAccessible } from './fixtures/looks.ts';

test.describe.configure({ timeout: 120_000 });

const names = ['Ada', 'Bo', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hal', 'Ina', 'Jo', 'Kit', 'Lou', 'Mia', 'Ned', 'Ola'];

test('a wall says how many do not fit, how late each provider is, and one card is the reddest', async ({ app, seat, browserName }) => {
  const clinic = await openClinic(app);
  const people = await Promise.all(names.map((name) => app.addPerson(clinic.tenantId, 'patient', `${name} Moreau`)));
  const start = Math.floor(Date.now() / 300_000) * 300_000 - 300_000;
  for (const { patientId } of people)
    await clinic.frontDesk.trpc.appointments.create.mutate({
      clientAppointmentId: newId(),
      patientId: patientId!,
      providerId: clinic.chen.id,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + 3_600_000).toISOString(),
      walkIn: true,
      overbook: { reason: 'All at once' },
    });
  // of these the third has waited longest beyond the limit, but not the longest
  const since = (name: string, status: string, minutes: number) =>
    runAsSuperuser(
      app.databaseUrl,
      `update appointment v set status = '${status}', status_since = now() - interval '${minutes} minutes' from patient p where p.id = v.patient_id and p.tenant_id = v.tenant_id and v.tenant_id = $1 and p.name = $2`,
      [clinic.tenantId, name],
    );
  await since('Ada Moreau', 'with_provider', 60);
  await since('Bo Moreau', 'in_room', 16);
  await since('Cleo Moreau', 'checked_in', 44);
  await runAsSuperuser(app.databaseUrl, `update appointment set starts_at = now() - interval '40 minutes' where tenant_id = $1 and status = 'in_room'`, [clinic.tenantId]);

  const { page } = await seat(clinic.nurse.person, { path: '/board?wall' });
  await page.setViewportSize({ width: 1280, height: 720 });
  const checkedIn = page.getByRole('region', { name: 'Checked in', exact: true });
  await expect(checkedIn.locator('[data-count]')).toHaveText('13');
  const left = checkedIn.getByText(/^\+\d+ more$/);
  await expect(left).toBeInViewport();
  // who is seen and who is not are all of them; nobody is seen in part
  const places = async () =>
    checkedIn.getByRole('list').evaluate((list) => {
      const { bottom } = list.getBoundingClientRect();
      const cards = [...list.children].map((card) => ({ hidden: getComputedStyle(card).visibility === 'hidden', whole: card.getBoundingClientRect().bottom <= bottom + 1 }));
      return { seen: cards.filter(({ hidden }) => !hidden).length, cut: cards.filter(({ hidden, whole }) => !hidden && !whole).length };
    });
  await expect.poll(async () => (await places()).cut).toBe(0);
  await expect(left).toHaveText(`+${13 - (await places()).seen} more`);
  await page.setViewportSize({ width: 1280, height: 3_000 });
  await expect(left).toHaveCount(0);
  expect((await places()).seen).toBe(13);

  await page.setViewportSize({ width: 1680, height: 900 });
  const delays = page.getByRole('list', { name: 'Delay of each provider' });
  await expect(delays).toContainText(/Wei Chen\s*4[0-2] min late/);
  await expect(delays).not.toContainText('Anjali Patel');
  const loudest = page.locator('[data-longest]');
  await expect(loudest).toHaveCount(1);
  await expect(loudest).toContainText('C. M.');
  const redness = (card: typeof loudest) =>
    card.evaluate((element) => {
      // a mixed colour is written as color(srgb 0.9 0.8 0.8)
      const { backgroundColor } = getComputedStyle(element);
      const [red = 0, green = 0, blue = 0] = backgroundColor.match(/[\d.]+/g)!.map(Number);
      return (red - (green + blue) / 2) * (backgroundColor.startsWith('color(') ? 255 : 1);
    });
  const most = await redness(loudest);
  for (const card of await page.getByRole('region', { name: 'Stages' }).locator('li:not([data-longest])').all()) expect(await redness(card)).toBeLessThan(most);
  // a stock Firefox cannot be told to be dark
  if (browserName === 'chromium') await expectAccessible(page, 'the wall');
});
