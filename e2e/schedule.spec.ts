import type { Locator, Page } from 'playwright/test';
import type { Appointment } from '../shared/appointments.ts';
import { newId } from '../shared/ids.ts';
import { openClinic, type TestClinic } from '../server/testing/clinic.ts';
import type { TestPerson } from '../server/testing/people.ts';
import { expect, test, type Seat } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { typeInto } from './fixtures/typing.ts';

// far from today, so that no line of now and no midnight takes part; the browser's zone is another than the clinic's
const day = '2031-06-16';
const at = (from: string, to: string) => ({ startsAt: `${day}T${from}:00.000Z`, endsAt: `${day}T${to}:00.000Z` });

const book = ({ nurse, sam, chen }: TestClinic, span: { startsAt: string; endsAt: string }): Promise<Appointment> =>
  nurse.trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId: sam.patientId, providerId: chen.id, reason: 'Skin check', ...span });

const column = (page: Page, providerId: string): Locator => page.locator(`[data-provider="${providerId}"]`);
const visit = (page: Page, label: RegExp): Locator => page.getByRole('button', { name: label });

/** The point of a provider's column at so many hours after its first, eight o'clock. */
async function pointAt(place: Locator, hours: number): Promise<{ x: number; y: number }> {
  const box = (await place.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + (box.height * hours) / 10 };
}

async function dragTo(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 10);
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

/** The day on screen, live, in a window high enough to draw all of it. */
async function openDay(seat: (person: TestPerson, options: { path: string }) => Promise<Seat>, person: TestPerson): Promise<Page> {
  const { page } = await seat(person, { path: `/schedule?day=${day}` });
  await page.setViewportSize({ width: 1280, height: 1600 });
  await becomes(page, 'live');
  return page;
}

test('what one books the other sees', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const desk = await openDay(seat, clinic.frontDesk.person);
  const other = await openDay(seat, clinic.nurse.person);

  const place = await pointAt(column(desk, clinic.chen.id), 1.05);
  await desk.mouse.click(place.x, place.y);
  const form = desk.getByRole('form', { name: 'Book a visit' });
  await expect(form.getByLabel('Time')).toHaveValue('09:00');
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await typeInto(form.getByLabel('Reason'), 'Mole');
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(visit(other, /^Sam Porter, 09:00–09:20, Mole, Scheduled/)).toBeVisible();
});

test('who has the time is said, and it takes a reason to book over them', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:20'));
  const desk = await openDay(seat, clinic.frontDesk.person);
  await desk.getByRole('button', { name: 'Book with Wei Chen' }).click();
  const form = desk.getByRole('form', { name: 'Book a visit' });
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await expect(form.getByRole('alert')).toContainText('Sam Porter, 09:00–09:20');
  await expect(form.getByRole('button', { name: 'Book', exact: true })).toBeDisabled();
  await form.getByRole('switch', { name: 'Book over it' }).press('Space');
  await typeInto(form.getByLabel('Why it is booked over'), 'Bleeding');
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(visit(desk, /booked over another visit/)).toBeVisible();
});

test('a visit is dragged, the conflict is shown before the drop, the move is undone, and the other sees it all', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:30'));
  await book(clinic, at('11:00', '11:30'));
  const desk = await openDay(seat, clinic.frontDesk.person);
  const other = await openDay(seat, clinic.nurse.person);
  const chen = column(desk, clinic.chen.id);
  const grip = await pointAt(chen, 1.2);

  await dragTo(desk, grip, await pointAt(chen, 3.2));
  await expect(desk.getByText('In the way: Sam Porter, 11:00–11:30')).toBeVisible();
  await expect(visit(other, /Ben Whitaker is moving this visit/)).toBeVisible();
  await desk.keyboard.press('Escape');
  await desk.mouse.up();
  await expect(visit(desk, /09:00–09:30/)).toBeVisible();

  await dragTo(desk, grip, await pointAt(column(desk, clinic.patel.id), 2.2));
  await desk.mouse.up();
  await expect(column(other, clinic.patel.id).getByRole('button', { name: /10:00–10:30/ })).toBeVisible();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(column(other, clinic.chen.id).getByRole('button', { name: /09:00–09:30/ })).toBeVisible();

  await visit(desk, /09:00–09:30/).focus();
  await desk.keyboard.press('m');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Shift+ArrowUp');
  await desk.keyboard.press('Enter');
  await expect(visit(other, /09:10–09:30/)).toBeVisible();
});

test('who is checked in at the desk is on the board of the other, by initials on a wall', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const noon = `${new Date().toISOString().slice(0, 10)}T12:00:00.000Z`;
  await book(clinic, { startsAt: noon, endsAt: new Date(Date.parse(noon) + 1_800_000).toISOString() });
  const { page: desk } = await seat(clinic.frontDesk.person, { path: '/board' });
  const { page: wall } = await seat(clinic.nurse.person, { path: '/board?wall' });

  await expect(wall.getByRole('region', { name: 'Expected' })).toContainText('S. P.');
  await desk.getByRole('region', { name: 'Expected' }).getByRole('button', { name: 'Check in' }).click();
  await expect(wall.getByRole('region', { name: 'Checked in' })).toContainText('S. P.');
  await expect(wall.getByText('Sam Porter')).toHaveCount(0);
  await desk.getByRole('button', { name: 'Sam Porter: back to scheduled' }).click();
  await expect(wall.getByRole('region', { name: 'Expected' })).toContainText('S. P.');
});
