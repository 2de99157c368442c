import type { TestClinic } from '../server/testing/clinic.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { newId } from '../shared/ids.ts';
import { at } from './fixtures/clinic-day.ts';
import { bell, expectUnread, alertBars, news, recordCalls } from './fixtures/attention.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { typeInto } from './fixtures/typing.ts';

const giveTask = ({ nurse }: TestClinic, assigneeId: string, title: string) =>
  nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title, assigneeId });

async function mention({ nurse }: TestClinic, participantIds: string[], mentionedId: string): Promise<string> {
  const { roomId } = await nurse.trpc.threads.create.mutate({ clientThreadId: newId(), subject: 'Room 3', participantIds });
  await nurse.trpc.messages.send.mutate({ roomId, clientMessageId: newId(), content: 'Can you come and look?', messageType: 'text', mentionIds: [mentionedId] });
  return roomId;
}

test('a mention, a task, a lab result and a prior authorisation reach whom they concern, and nobody else', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { nurse, chen, patel, sam } = clinic;
  const [{ page: chens }, { page: patels }] = [await seat(chen), await seat(patel)];
  const told = await recordCalls(chens);
  await Promise.all([becomes(chens, 'live'), becomes(patels, 'live')]);
  // at another window
  await chens.keyboard.press('Shift');
  await chens.evaluate(() => (document.hasFocus = () => false));

  const roomId = await mention(clinic, [chen.id, patel.id], chen.id);
  const task = await giveTask(clinic, chen.id, 'Sign the referral');
  await expect(news(chens)).toContainText('2 new notifications');
  const lab = await nurse.trpc.labResults.create.mutate({ clientLabResultId: newId(), patientId: sam.patientId, orderedById: chen.id, test: 'Biopsy' });
  await nurse.trpc.labResults.markReady.mutate({ labResultId: lab.id, expectedVersion: lab.version });
  const auth = await nurse.trpc.priorAuths.create.mutate({ clientPriorAuthId: newId(), patientId: sam.patientId, medication: 'Dupilumab', payer: 'Acme' });
  await nurse.trpc.priorAuths.setStatus.mutate({ priorAuthId: auth.id, status: 'submitted', expectedVersion: auth.version });

  await expectUnread(chens, 4);
  await expect(news(chens)).toContainText('4 new notifications');
  await bell(chens).click();
  const rows = chens.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem');
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: 'Biopsy of Sam Porter is ready' })).toBeVisible();
  const leadsTo = await rows.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(leadsTo).toEqual([`/work/prior-auths?item=${auth.id}`, `/work/lab-results?item=${lab.id}`, `/work/tasks?item=${task.id}`, `/threads/${roomId}`]);

  await expect.poll(async () => (await told()).notices.length).toBeGreaterThan(0);
  const { notes, notices } = await told();
  expect(notices.join()).not.toMatch(/Sam|Porter|Biopsy|Dupilumab/);
  expect(notes).toBeGreaterThan(0);

  // what comes last is all that has come
  await giveTask(clinic, patel.id, 'Call the lab');
  await expectUnread(patels, 2);
  await expect(news(patels)).toContainText('Rosa Jimenez: Call the lab');
  await expect(news(patels)).toContainText('Room 3: Can you come and look?');

  const span = at('09:00', '09:30');
  const visit = await nurse.trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId: sam.patientId, providerId: chen.id, ...span });
  await nurse.trpc.appointments.update.mutate({ id: visit.id, expectedVersion: visit.version, providerId: patel.id });
  await expectUnread(patels, 3);
  await bell(patels).click();
  await patels.getByRole('link', { name: /Your schedule changed/ }).click();
  await expect(patels.getByRole('dialog', { name: /Sam Porter/ })).toContainText('09:00–09:30');
  await expectUnread(patels, 2);
});

test('what is read in one tab is read in all, an announcement reaches everyone, and the list keeps what was', async ({ app, seat, site }) => {
  const clinic = await openClinic(app);
  const admin = await app.addPerson(clinic.tenantId, 'admin', 'Ada Admin');
  const { page: first, context } = await seat(clinic.chen, { path: '/notifications' });
  const second = await context.newPage();
  await second.goto(`${site}/schedule`);
  const { page: phone } = await seat(clinic.sam);
  const { page: office } = await seat(admin, { path: '/notifications' });
  await Promise.all([first, second, phone, office].map((page) => becomes(page, 'live')));

  await office.getByRole('button', { name: 'Announce' }).click();
  const form = office.getByRole('form', { name: 'Announcement' });
  await typeInto(form.getByLabel('Title'), 'Fire drill');
  await typeInto(form.getByLabel('What they should know'), 'At noon, by the east stairs.');
  await form.getByRole('button', { name: 'Send to everyone' }).click();
  await expect(office.getByText('6 people were told.')).toBeVisible();
  for (const page of [first, second, phone, office]) await expectUnread(page, 1);
  await giveTask(clinic, clinic.chen.id, 'Sign the referral');
  await expectUnread(second, 2);

  const list = first.getByRole('list', { name: 'Notifications' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await list.getByRole('link', { name: /Fire drill/ }).click();
  await expect(first).toHaveURL(/\/notifications\?item=/);
  await expectUnread(second, 1);
  await expectUnread(phone, 1);
  await first.getByRole('switch', { name: 'Unread only' }).click();
  await expect(list.getByRole('listitem')).toHaveText([/Sign the referral/]);

  await bell(second).click();
  await second.getByRole('button', { name: 'Mark all read' }).click();
  await expectUnread(first, 0);
  await expect(first.getByRole('heading', { name: 'Nothing that fits' })).toBeVisible();
  await first.reload();
  await expect(first.getByRole('switch', { name: 'Unread only' })).toBeChecked();
  await expectUnread(first, 0);

  await bell(phone).click();
  await phone.getByRole('link', { name: /Fire drill/ }).click();
  await expect(phone.getByRole('list', { name: 'Notifications' })).toContainText('by the east stairs');
});

test('what is off does not come, quiet hours keep the rest silent, and an urgent alert breaks through', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { nurse, chen, patel } = clinic;
  const clockAt = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  const elsewhere = await app.signIn(chen);
  await elsewhere.trpc.notifications.setPreferences.mutate({ quietHours: { from: clockAt(-60), to: clockAt(60), timeZone: 'UTC' } });
  const { page } = await seat(chen, { path: '/settings' });
  const told = await recordCalls(page);
  await becomes(page, 'live');
  await expect(page.getByRole('switch', { name: 'Keep quiet hours' })).toBeChecked();
  for (const how of ['in the app', 'from the browser']) await page.getByRole('checkbox', { name: `Tasks given to you: ${how}` }).press('Space');
  await expect(page.getByRole('row', { name: /Tasks given to you/ })).toContainText('Off');
  await expect.poll(async () => (await elsewhere.trpc.notifications.preferences.query()).channels['task.assigned']).toEqual([]);

  await giveTask(clinic, chen.id, 'Unwanted');
  await mention(clinic, [chen.id, patel.id], chen.id);
  await expectUnread(page, 1);
  expect(await told()).toEqual({ notes: 0, notices: [] });
  await expect(news(page)).toHaveCount(0);
  await nurse.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'Room 2, now', target: { kind: 'user', id: chen.id } });
  await expect(alertBars(page)).toContainText('Room 2, now');
  await expect.poll(async () => (await told()).notes).toBeGreaterThan(0);
  await alertBars(page).getByRole('button', { name: 'I take it' }).click();
  await expect(alertBars(page)).toHaveCount(0);

  await page.getByRole('switch', { name: 'Keep quiet hours' }).press('Space');
  await expect.poll(async () => (await elsewhere.trpc.notifications.preferences.query()).quietHours).toBeNull();
  await mention(clinic, [chen.id], chen.id);
  await expect(news(page)).toContainText('Rosa Jimenez mentioned you');
});
