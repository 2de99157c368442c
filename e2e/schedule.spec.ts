import { openClinic } from '../server/testing/clinic.ts';
import { at, book, column, day, dayWords, dragTo, openSchedule, pointAt, visit } from './fixtures/clinic-day.ts';
import { expect, test } from './fixtures/desk.ts';
import { holdCalls } from './fixtures/network.ts';
import { typeInto } from './fixtures/typing.ts';

// two or three people and a whole story each
test.describe.configure({ timeout: 120_000 });

test('what one books the other sees, and it takes a reason to book over somebody', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const [desk, other] = await Promise.all([openSchedule(seat, clinic.frontDesk.person), openSchedule(seat, clinic.nurse.person)]);

  const form = desk.getByRole('form', { name: 'Book a visit' });
  const choosePatient = async (): Promise<void> => {
    await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
    await form.getByRole('option', { name: /Sam Porter/ }).click();
  };
  const place = await pointAt(column(desk, clinic.chen.id), 1.05);
  await desk.mouse.click(place.x, place.y);
  await expect(form.getByLabel('Time')).toHaveValue('09:00');
  await choosePatient();
  await typeInto(form.getByLabel('Reason'), 'Mole');
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(visit(other, /^Sam Porter, 09:00–09:20, Mole, Scheduled/)).toBeVisible();

  await desk.getByRole('button', { name: 'Book with Wei Chen' }).click();
  await choosePatient();
  await expect(form.getByRole('alert')).toContainText('Sam Porter, 09:00–09:20');
  await expect(form.getByRole('button', { name: 'Book', exact: true })).toBeDisabled();
  await form.getByRole('switch', { name: 'Book over it' }).click();
  await typeInto(form.getByLabel('Why it is booked over'), 'Bleeding');
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(visit(other, /booked over another visit/)).toBeVisible();
});

test('a visit is dragged, the conflict is shown before the drop, the move is undone, and the other sees it all', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('09:00', '09:30'));
  await book(clinic, at('11:00', '11:30'));
  const [desk, other] = await Promise.all([openSchedule(seat, clinic.frontDesk.person), openSchedule(seat, clinic.nurse.person)]);
  const chen = column(desk, clinic.chen.id);
  const grip = await pointAt(chen, 1.2);

  await dragTo(desk, grip, await pointAt(chen, 3.2));
  await expect(desk.getByText('In the way: Sam Porter, 11:00–11:30')).toBeVisible();
  await expect(visit(other, /Ben Whitaker is moving this visit/)).toBeVisible();
  await desk.keyboard.press('Escape');
  await desk.mouse.up();
  await expect(visit(desk, /09:00–09:30/)).toBeVisible();
  await expect(visit(other, /is moving this visit/)).toHaveCount(0);

  await dragTo(desk, grip, await pointAt(chen, 3.2));
  await desk.mouse.up();
  const question = desk.getByRole('dialog', { name: 'Move it there?' });
  await expect(question.getByRole('alert')).toContainText('Sam Porter, 11:00–11:30');
  await question.getByRole('switch', { name: 'Book over it' }).click();
  await typeInto(question.getByLabel('Why it is booked over'), 'Both are short');
  await question.getByRole('button', { name: 'Move' }).click();
  await expect(visit(other, /11:00–11:30.*booked over another visit/)).toBeVisible();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(visit(other, /09:00–09:30/)).toBeVisible();
  await expect(visit(other, /booked over another visit/)).toHaveCount(0);

  // what has just come to lie there takes no press for a moment
  await visit(desk, /09:00–09:30/).hover();
  await dragTo(desk, grip, await pointAt(column(desk, clinic.patel.id), 2.2));
  await desk.mouse.up();
  await expect(visit(column(other, clinic.patel.id), /10:00–10:30/)).toBeVisible();
  await visit(desk, /10:00–10:30/).focus();
  await desk.keyboard.press('m');
  await desk.keyboard.press('ArrowRight');
  await desk.keyboard.press('ArrowUp');
  await desk.keyboard.press('Shift+ArrowUp');
  await desk.keyboard.press('Enter');
  await expect(visit(column(other, clinic.chen.id), /09:50–10:10/)).toBeVisible();
});

test('who was quicker is named: whose time it is, and what they changed', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const first = await book(clinic, at('09:00', '09:30'));
  const [desk, other] = await Promise.all([openSchedule(seat, clinic.frontDesk.person), openSchedule(seat, clinic.nurse.person)]);
  const chen = column(desk, clinic.chen.id);

  // the other books that very time while the move is on its way
  const move = await holdCalls(desk, 'appointments.update');
  await dragTo(desk, await pointAt(chen, 1.2), await pointAt(chen, 4.2));
  await desk.mouse.up();
  await move.arrived();
  await book(clinic, at('12:00', '12:30'));
  move.release();
  const question = desk.getByRole('dialog', { name: 'Move it there?' });
  await expect(question.getByRole('alert')).toContainText('Sam Porter, 12:00–12:30');
  await question.getByRole('button', { name: 'Put it back' }).click();
  await expect(visit(desk, /09:00–09:30/)).toBeVisible();

  // the other moves the same visit first
  await desk.unrouteAll();
  const late = await holdCalls(desk, 'appointments.update');
  await dragTo(desk, await pointAt(chen, 1.2), await pointAt(chen, 2.2));
  await desk.mouse.up();
  await late.arrived();
  const theirs = await clinic.nurse.trpc.appointments.update.mutate({ id: first.id, expectedVersion: 1, ...at('14:00', '14:30'), roomName: '4' });
  late.release();
  const refusal = desk.getByRole('alert').filter({ hasText: 'somebody else changed it first' });
  await expect(refusal).toContainText('Time: 09:00–09:30 → 14:00–14:30');
  await expect(refusal).toContainText('Room: none → 4');
  await expect(visit(desk, /14:00–14:30/)).toBeVisible();

  // while one edits, the other sees it, and what is changed meanwhile is shown beside what was typed
  await visit(desk, /14:00–14:30/).click();
  await desk.getByRole('button', { name: 'Edit' }).click();
  await expect(visit(other, /Ben Whitaker is editing this visit/)).toBeVisible();
  const form = desk.getByRole('form', { name: 'Edit the visit' });
  await typeInto(form.getByLabel('Reason'), 'Skin check and stitches');
  await clinic.nurse.trpc.appointments.update.mutate({ id: first.id, expectedVersion: theirs.version, roomName: '5' });
  await expect(form.getByRole('alert')).toContainText('Room: 4 → 5');
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await form.getByRole('button', { name: 'Keep what I wrote' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(visit(other, /14:00–14:30, Skin check and stitches/)).toBeVisible();
  await expect(visit(other, /is editing this visit/)).toHaveCount(0);
});

test('the next free time is found, the one after it as well, and booked', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  await book(clinic, at('08:00', '09:10'));
  const desk = await openSchedule(seat, clinic.frontDesk.person);
  await desk.getByRole('button', { name: 'Next free' }).click();
  await desk.getByRole('menuitem', { name: '30 min' }).click();
  const form = desk.getByRole('form', { name: 'Book a visit' });
  await expect(form.getByRole('status')).toHaveText(`Free: ${dayWords(day)}, 08:00–08:30, Anjali Patel`);
  for (const next of ['08:30–09:00, Anjali Patel', '09:00–09:30, Anjali Patel', '09:10–09:40, Wei Chen']) {
    await form.getByRole('button', { name: 'With anyone' }).click();
    await expect(form.getByRole('status')).toHaveText(`Free: ${dayWords(day)}, ${next}`);
  }
  await expect(form.getByLabel('Time')).toHaveValue('09:10');
  await form.getByRole('button', { name: 'With Wei Chen' }).click();
  await expect(form.getByRole('status')).toHaveText(`Free: ${dayWords(day)}, 09:10–09:40, Wei Chen`);
  await form.getByRole('button', { name: 'With Wei Chen' }).click();
  await expect(form.getByLabel('Time')).toHaveValue('09:40');
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(visit(column(desk, clinic.chen.id), /^Sam Porter, 09:40–10:10/)).toBeVisible();
  expect(new URL(desk.url()).search).toBe(`?day=${day}`);
});
