import { newId } from '../shared/ids.ts';
import { openClinic, type TestClinic } from '../server/testing/clinic.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { book, visit } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { test as testOnLine } from './fixtures/own-app.ts';
import { typeInto } from './fixtures/typing.ts';
import type { Page } from 'playwright/test';

// two or three people and a whole story each
test.describe.configure({ timeout: 120_000 });

/** A visit today, at noon. */
function bookToday(clinic: TestClinic) {
  const noon = Date.parse(`${new Date().toISOString().slice(0, 10)}T12:00:00.000Z`);
  return book(clinic, { startsAt: new Date(noon).toISOString(), endsAt: new Date(noon + 1_800_000).toISOString() });
}

const stage = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('from check-in to done, and one step back: on the board, on the schedule of another, by initials on a wall', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await bookToday(clinic);
  const [{ page: desk }, { page: schedule }, { page: wall }] = await Promise.all([
    seat(clinic.frontDesk.person, { path: '/board' }),
    seat(clinic.chen, { path: '/schedule' }),
    seat(clinic.nurse.person, { path: '/board?wall' }),
  ]);
  await Promise.all([desk, schedule, wall].map((page) => becomes(page, 'live')));

  await expect(stage(wall, 'Expected')).toContainText('S. P.');
  await stage(desk, 'Expected').getByRole('button', { name: 'Check in' }).click();
  await expect(stage(wall, 'Checked in')).toContainText('S. P.');
  await expect(visit(schedule, /^Sam Porter, 12:00–12:30, Skin check, Checked in/)).toBeVisible();
  await stage(desk, 'Checked in').getByRole('button', { name: 'To room' }).click();
  await expect(stage(wall, 'In room')).toContainText('S. P.');
  await desk.getByRole('button', { name: 'Sam Porter: back to checked in' }).click();
  await expect(stage(wall, 'Checked in')).toContainText('S. P.');
  await desk.getByRole('button', { name: 'Sam Porter: back to scheduled' }).click();
  await expect(stage(wall, 'Expected')).toContainText('S. P.');
  await desk.getByRole('button', { name: 'Sam Porter: more' }).click();
  await desk.getByRole('menuitem', { name: 'Did not come' }).click();
  await expect(stage(wall, 'Done')).toContainText('No-show');
  await expect(wall.getByText('Sam Porter')).toHaveCount(0);

  await desk.getByRole('button', { name: 'Walk-in' }).click();
  const form = desk.getByRole('form', { name: 'Walk-in' });
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await form.getByRole('combobox', { name: 'Provider' }).click();
  await form.getByRole('option', { name: 'Anjali Patel' }).click();
  await form.getByRole('button', { name: 'Check in' }).click();
  await expect(stage(wall, 'Checked in')).toContainText('Anjali Patel');
});

test('what an administrator sets is on the board of the other at once', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { id } = await bookToday(clinic);
  await clinic.frontDesk.trpc.appointments.checkIn.mutate({ id, expectedVersion: 1 });
  await runAsSuperuser(app.databaseUrl, `update appointment set status_since = now() - interval '20 minutes' where id = '${id}'`);
  const dana = await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz');
  const [{ page: board }, { page: admin }] = await Promise.all([
    seat(clinic.nurse.person, { path: '/board' }),
    seat(dana, { path: '/schedule' }),
  ]);
  const waited = board.getByTestId('stage-time');
  await expect(waited).toHaveAttribute('data-urgency', 'past');
  await becomes(board, 'live');

  await admin.getByRole('link', { name: 'Clinic settings' }).click();
  await typeInto(admin.getByLabel(/^Checked in/), '30');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(waited).toHaveAttribute('data-urgency', 'within');
  await typeInto(admin.getByLabel(/^Checked in/), '5');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(waited).toHaveAttribute('data-urgency', 'urgent');

  // another administrator saves meanwhile
  await typeInto(admin.getByLabel(/^In room/), '40');
  const colleague = await app.signIn(await app.addPerson(clinic.tenantId, 'admin', 'Ruth Ellis'));
  const { version, ...settings } = await colleague.trpc.clinic.settings.query();
  await colleague.trpc.clinic.setSettings.mutate({ ...settings, openingHours: settings.openingHours.with(5, { opens: 540, closes: 720 }), expectedVersion: version });
  await expect(admin.getByRole('alert', { name: 'Somebody changed these settings' })).toContainText('Saturday: closed → 09:00–12:00');
  await expect(admin.getByRole('button', { name: 'Save' })).toBeDisabled();
  await admin.getByRole('button', { name: 'Start from that' }).click();
  await expect(admin.getByLabel('Saturday to')).toHaveValue('12:00');
});

testOnLine('a board that has lost its connection says so in large letters, and is current again by itself', async ({ app, seat, line }) => {
  const clinic = await openClinic(app);
  const { id } = await bookToday(clinic);
  const { page: wall } = await seat(clinic.nurse.person, { path: '/board?wall' });
  await expect(stage(wall, 'Expected')).toContainText('S. P.');
  const stale = wall.getByTestId('stale-board');
  await expect(stale).toHaveCount(0);

  line.refuse();
  await expect(stale).toContainText(/Not live since \d\d:\d\d/);
  expect(await stale.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(28);
  await clinic.frontDesk.trpc.appointments.checkIn.mutate({ id, expectedVersion: 1 });
  await clinic.frontDesk.trpc.appointments.create.mutate({
    clientAppointmentId: newId(),
    patientId: clinic.sam.patientId,
    providerId: clinic.patel.id,
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 600_000).toISOString(),
    walkIn: true,
  });
  await expect(stage(wall, 'Expected')).toContainText('S. P.');
  await expect(stale).toBeInViewport();

  line.restore();
  await expect(stale).toHaveCount(0, { timeout: 30_000 });
  await expect(stage(wall, 'Checked in').getByRole('listitem')).toHaveCount(2);
});
