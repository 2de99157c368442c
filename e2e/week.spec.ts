import { defaultClinicSettings } from '../shared/clinic-settings.ts';
import { newId } from '../shared/ids.ts';
import { atAnyTime, openClinic } from '../server/testing/clinic.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { at, book, day, dayColumn, daysAfter, dayWords, dragTo, openSchedule, pointAt, visit, weekdayFrom } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { typeInto } from './fixtures/typing.ts';

// two or three people and a whole story each
test.describe.configure({ timeout: 120_000 });

test('a provider’s week: visits stand at their time, are dragged to another day, and the other sees it', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:30'));
  const [wednesday, thursday] = [daysAfter(day, 2), daysAfter(day, 3)];
  const search = `view=week&day=${wednesday}&provider=${clinic.chen.id}`;
  const [desk, other] = await Promise.all([openSchedule(seat, clinic.frontDesk.person, search), openSchedule(seat, clinic.nurse.person, search)]);

  await dragTo(desk, await pointAt(dayColumn(desk, day), 1.2), await pointAt(dayColumn(desk, thursday), 3.2));
  await expect(visit(other, /Ben Whitaker is moving this visit/)).toBeVisible();
  await desk.mouse.up();
  await expect(visit(dayColumn(other, thursday), /^Sam Porter, 11:00–11:30/)).toBeVisible();

  await visit(desk, /11:00–11:30/).focus();
  await desk.keyboard.press('m');
  await desk.keyboard.press('ArrowLeft');
  await expect(desk.getByText(`11:00–11:30, ${dayWords(wednesday, false)}`)).toBeVisible();
  await desk.keyboard.press('Enter');
  await expect(visit(dayColumn(other, wednesday), /11:00–11:30/)).toBeVisible();

  await desk.getByRole('button', { name: dayWords(wednesday, false), exact: true }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText(new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(wednesday)));
  await expect(visit(desk, /11:00–11:30/)).toBeVisible();
});

test('nine is nine on the clinic’s wall, on the day on which its clocks change, in browsers of other zones', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await runAsSuperuser(app.databaseUrl, `update tenant set time_zone = 'America/New_York' where tenant_id = '${clinic.tenantId}'`);
  const admin = await app.signIn(await app.addPerson(clinic.tenantId, 'admin', 'Dana Ortiz'));
  const { stageMinutes } = defaultClinicSettings;
  await admin.trpc.clinic.setSettings.mutate({ openingHours: Array.from({ length: 7 }, () => ({ opens: 480, closes: 1_080 })), stageMinutes, expectedVersion: 0 });
  // the night before, New York's clocks went back
  const changed = weekdayFrom(0, 10, 1);
  const before = daysAfter(changed, -1);
  const nine = [{ startsAt: `${before}T13:00:00.000Z`, endsAt: `${before}T13:30:00.000Z` }, { startsAt: `${changed}T14:00:00.000Z`, endsAt: `${changed}T14:30:00.000Z` }];
  for (const span of nine) await book(clinic, span);
  const search = `view=week&day=${changed}&provider=${clinic.chen.id}`;
  const [kolkata, honolulu] = await Promise.all([openSchedule(seat, clinic.frontDesk.person, search, 'Asia/Kolkata'), openSchedule(seat, clinic.nurse.person, search, 'Pacific/Honolulu')]);

  for (const page of [kolkata, honolulu]) {
    const boxes = [];
    for (const date of [before, changed]) {
      const block = visit(dayColumn(page, date), /^Sam Porter, 09:00–09:30/);
      await expect(block).toBeVisible();
      boxes.push(Math.round((await block.boundingBox())!.y));
    }
    expect(boxes[0]).toBe(boxes[1]);
  }

  // ten o'clock that day, pointed at in India, is ten in New York
  const place = await pointAt(dayColumn(kolkata, changed), 2.05);
  await kolkata.mouse.click(place.x, place.y);
  const form = kolkata.getByRole('form', { name: 'Book a visit' });
  await expect(form.getByLabel('Time')).toHaveValue('10:00');
  await expect(form.getByLabel('Day')).toHaveValue(changed);
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(visit(dayColumn(honolulu, changed), /10:00–10:20/)).toBeVisible();
  const { items } = await clinic.nurse.trpc.appointments.list.query({ from: `${changed}T14:30:00Z`, to: `${changed}T20:00:00Z` });
  expect(items.map(({ startsAt }) => startsAt)).toEqual([`${changed}T15:00:00.000Z`]);

  // the hour that comes twice is on the grid twice, in the day whose visits ask for the night
  await clinic.nurse.trpc.appointments.create.mutate({
    clientAppointmentId: newId(),
    patientId: clinic.sam.patientId,
    providerId: clinic.patel.id,
    startsAt: `${changed}T06:10:00.000Z`,
    endsAt: `${changed}T06:40:00.000Z`,
    ...atAnyTime,
  });
  await honolulu.getByRole('button', { name: dayWords(changed, false), exact: true }).click();
  await honolulu.getByRole('combobox', { name: 'Provider' }).click();
  await honolulu.getByRole('option', { name: 'Anjali Patel' }).click();
  await expect(visit(honolulu, /01:10–01:40/)).toBeVisible();
  await expect(honolulu.getByText('01:00', { exact: true })).toHaveCount(2);
});
