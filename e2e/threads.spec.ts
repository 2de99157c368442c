import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { composer, log, message, say, write } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test('a thread about a patient: opened, somebody mentioned, read and answered', async ({ app, seat }) => {
  const { nurse, chen } = await openClinic(app);
  const { page: desk } = await seat(nurse.person, { path: '/threads' });
  const { page: office } = await seat(chen, { path: '/schedule' });
  await becomes(office, 'live');

  await desk.getByRole('button', { name: 'New thread' }).first().click();
  const form = desk.getByRole('form', { name: 'New thread' });
  await form.getByRole('button', { name: 'Start thread' }).click();
  await expect(form).toContainText('What is it about?');
  await expect(form).toContainText('With whom do you want to talk?');
  await typeInto(form.getByRole('textbox', { name: 'Subject' }), 'Biopsy result');
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await desk.getByRole('option', { name: /Sam Porter/ }).click();
  await typeInto(form.getByRole('combobox', { name: 'People' }), 'chen');
  await desk.getByRole('option', { name: 'Wei Chen' }).click();
  await form.getByRole('button', { name: 'Start thread' }).click();
  await expect(desk.getByRole('heading', { name: 'Biopsy result' })).toBeVisible();
  await expect(desk.getByText('About Sam Porter').first()).toBeVisible();

  // a name after "@" is picked from the list; the other sees it on the rail, opens it, and both see how far they are
  await composer(desk).click();
  await desk.keyboard.type('Report is in, @we');
  await expect(desk.getByRole('option', { name: 'Wei Chen' })).toHaveAttribute('aria-selected', 'true');
  await desk.keyboard.press('Enter');
  await desk.keyboard.type('please look');
  await desk.keyboard.press('ControlOrMeta+Enter');
  await expect(message(desk, 'Report is in, @Wei Chen please look')).toBeVisible();
  await expect(office.getByRole('navigation').getByRole('link', { name: /1 unread/ })).toBeVisible();
  await office.getByRole('navigation').getByRole('link', { name: /1 unread/ }).click();
  const row = office.getByRole('list', { name: 'Threads' }).getByRole('listitem').filter({ hasText: 'Biopsy result' });
  await expect(row).toContainText('1 unread');
  await row.getByRole('link').click();
  await expect(message(office, 'please look').locator('mark')).toHaveText('@Wei Chen');
  await expect(log(office)).toContainText('1 new');
  await office.bringToFront();
  await expect(message(desk, 'please look').getByRole('img', { name: 'Read by Wei' })).toBeVisible();
  await expect(office.getByRole('link', { name: 'Threads', exact: true })).toBeVisible();
  await composer(office).pressSequentially('On it');
  await expect(desk.getByRole('status', { name: 'Typing' })).toHaveText('Wei is typing…');
  await office.keyboard.press('ControlOrMeta+Enter');
  await expect(message(desk, 'On it')).toBeVisible();
});

test('the third one is asked in, reads what was before, and is taken out while looking', async ({ app, seat }) => {
  const { nurse, frontDesk, chen: person } = await openClinic(app);
  const chen = await app.signIn(person);
  const { roomId } = await nurse.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [person.id], subject: 'Biopsy result' });
  await say(chen, roomId, 'On it');
  const { page: desk } = await seat(nurse.person, { path: `/threads/${roomId}` });
  const { page: reception } = await seat(frontDesk.person, { path: `/threads/${roomId}` });
  await expect(reception.getByRole('heading', { name: 'There is no such thread' })).toBeVisible();
  await reception.getByRole('link', { name: 'Threads' }).click();
  await expect(reception.getByRole('heading', { name: 'No threads yet' })).toBeVisible();
  const people = desk.getByRole('region', { name: 'People in this thread' });
  await people.getByRole('button', { name: 'Add people' }).click();
  await typeInto(desk.getByRole('dialog').getByRole('combobox', { name: 'People' }), 'ben');
  await desk.getByRole('option', { name: 'Ben Whitaker' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(people.getByRole('list', { name: 'Participants' })).toContainText('Ben Whitaker');
  await reception.getByRole('link', { name: /Biopsy result/ }).click();
  await expect(log(reception)).toContainText('On it');
  await expect(desk.getByRole('group', { name: 'Who is here' })).toContainText('Ben');
  await typeInto(composer(reception), 'Shall I');

  await people.getByRole('button', { name: 'Remove Ben Whitaker' }).click();
  await desk.getByRole('dialog', { name: 'Remove Ben Whitaker?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(reception.getByRole('heading', { name: 'You are no longer in this thread' })).toBeVisible();
  await expect(people.getByRole('list', { name: 'Participants' })).not.toContainText('Ben Whitaker');
  await write(desk, 'Between us');
  await expect(message(desk, 'Between us')).toBeVisible();
  for (const gone of ['Between us', 'On it', 'Biopsy result']) await expect(reception.getByText(gone)).toHaveCount(0);
  await reception.reload();
  await expect(reception.getByRole('heading', { name: 'There is no such thread' })).toBeVisible();
});

test('the list moves by itself, works from the keyboard, and reads on where one was', async ({ app, seat }) => {
  const { nurse, chen: person } = await openClinic(app);
  const chen = await app.signIn(person);
  const open = (subject: string) =>
    chen.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [nurse.person.id], subject });
  const [first, second] = [await open('Lamp repair'), await open('Holiday list')];
  const { page: desk } = await seat(nurse.person, { path: '/threads' });
  const rows = desk.getByRole('list', { name: 'Threads' }).getByRole('listitem');
  await expect(rows).toContainText(['Holiday list', 'Lamp repair']);
  await becomes(desk, 'live');
  for (const words of ['It hums', 'and flickers']) await say(chen, first.roomId, words);
  await expect(rows).toContainText(['Lamp repair', 'Holiday list']);
  await expect(rows.first()).toContainText('Wei: and flickers');
  await expect(rows.first()).toContainText('2 unread');

  await desk.keyboard.press('j');
  await desk.keyboard.press('Enter');
  await expect(log(desk)).toContainText('2 new');
  await desk.keyboard.press('r');
  await expect(composer(desk)).toBeFocused();
  await desk.keyboard.type('Who fixes it, @');
  await expect(desk.getByRole('listbox', { name: 'People to mention' })).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('listbox', { name: 'People to mention' })).toBeHidden();
  await expect(composer(desk)).toBeFocused();
  await desk.reload();
  await expect(composer(desk)).toHaveValue('Who fixes it, @');

  // being asked in and taken out shows in the list of who is not looking at the thread
  await chen.trpc.threads.removeParticipant.mutate({ roomId: second.roomId, userId: nurse.person.id });
  await expect(rows).toHaveCount(1);
  await chen.trpc.threads.addParticipants.mutate({ roomId: second.roomId, userIds: [nurse.person.id] });
  await expect(rows).toContainText(['Holiday list', 'Lamp repair']);

  await desk.getByRole('button', { name: 'Leave thread' }).click();
  await desk.getByRole('dialog', { name: 'Leave this thread?' }).getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(desk.getByText('No thread is open')).toBeVisible();
  await expect(rows).toHaveCount(1);
  expect(new URL(desk.url()).pathname).toBe('/threads');
});
