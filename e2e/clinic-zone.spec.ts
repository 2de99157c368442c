import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { book } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { log, say } from './fixtures/orders.ts';

test.describe.configure({ timeout: 120_000 });

/** Half an hour off every other zone here, so that no two of them show the same minute. */
const zone = 'Asia/Kolkata';
const clockIn = (timeZone: string, at: number | string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

test('all times of a clinic are by the clock on its wall, in a browser of another zone', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await runAsSuperuser(app.databaseUrl, `update tenant set time_zone = '${zone}' where tenant_id = '${clinic.tenantId}'`);
  const chen = await app.signIn(clinic.chen);
  const { roomId } = await clinic.nurse.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [clinic.chen.id], subject: 'Biopsy result' });
  const { createdAt } = await say(chen, roomId, 'The report is in');
  const twoHoursAgo = Date.now() - 2 * 3_600_000;
  await book(clinic, { startsAt: new Date(Math.ceil(Date.now() / 300_000) * 300_000).toISOString(), endsAt: new Date(Math.ceil(Date.now() / 300_000) * 300_000 + 1_200_000).toISOString() });
  await runAsSuperuser(app.databaseUrl, `update appointment set status_since = to_timestamp(${twoHoursAgo / 1_000}) where tenant_id = '${clinic.tenantId}'`);

  const { page } = await seat(clinic.nurse.person, { path: `/threads/${roomId}`, zone: 'Pacific/Honolulu' });
  const written = log(page).getByRole('article').filter({ hasText: 'The report is in' }).locator('time');
  await expect(written).toHaveText(clockIn(zone, createdAt));
  await expect(written).toHaveAttribute('title', new RegExp(clockIn(zone, createdAt)));
  await expect(page.getByRole('article', { name: new RegExp(`Wei Chen, ${clockIn(zone, createdAt)}`) })).toBeVisible();
  await expect(log(page).getByRole('separator').first()).toHaveText('Today');

  // no time anywhere is Hawaii's: what is shown as a clock, and what the full time of a hover says
  const shown = async (): Promise<string[]> =>
    page.evaluate(() => [...document.querySelectorAll('main time[datetime]')].map((time) => `${time.getAttribute('datetime')} ${time.getAttribute('title') ?? ''} ${time.textContent}`));
  const patient = `/patients/${clinic.sam.patientId}`;
  let seen = 0;
  for (const path of ['/threads', '/board', patient, `${patient}?tab=timeline`, `${patient}?tab=threads`, '/team', '/sessions', '/notifications']) {
    await page.goto(app.url + path);
    await page.getByTestId('connection-badge').waitFor();
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await page.getByRole('main').locator('time[datetime]').first().waitFor({ timeout: 3_000 }).catch(() => undefined);
    for (const line of await shown()) {
      const [instant, ...rest] = line.split(' ');
      for (const clock of rest.join(' ').match(/\b\d\d:\d\d\b/g) ?? []) {
        seen += 1;
        expect(clock, `${path}: ${line}`).toBe(clockIn(zone, instant!));
      }
    }
  }
  expect(seen).toBeGreaterThan(4);
});
