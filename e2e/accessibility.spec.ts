import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { newOrder, note, text } from '../server/testing/requests.ts';
import { alertBars, bell } from './fixtures/attention.ts';
import { expect, test, type Pharmacy } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { fillWork } from './fixtures/work.ts';
import { desk, expectAccessible, phone } from './fixtures/looks.ts';
import { composer, log, panel, rows, say } from './fixtures/orders.ts';
import { test as testOnLine } from './fixtures/own-app.ts';
import { typeInto } from './fixtures/typing.ts';

const items = [
  { name: 'Metformin', strength: '500 mg', quantity: 60, directions: 'One in the morning and one in the evening' },
  { name: 'Ibuprofen', strength: '400 mg', quantity: 20, directions: '' },
];

/** An order of two items, and the people around it. */
async function openOrder(pharmacy: Pharmacy) {
  const [lena, tom, maria] = await Promise.all([
    pharmacy.add('pharmacist', 'Lena Fischer'),
    pharmacy.add('technician', 'Tom Okafor'),
    pharmacy.add('patient', 'Maria Alvarez'),
  ]);
  const [technician, patient] = await Promise.all([pharmacy.client(tom), pharmacy.client(maria)]);
  const { roomId } = await newOrder(patient, { note: 'My refill please', items });
  return { lena, maria, technician, patient, roomId };
}

test.skip(({ browserName }) => browserName === 'firefox', 'axe reads the same from the same page in both');

for (const [size, viewport] of Object.entries({ desk, phone })) {
  test.describe(`at ${size} width`, () => {
    test('signing in', async ({ page, site }) => {
      await page.setViewportSize(viewport);
      const people = [{ email: 'lena@example.test', name: 'Lena Fischer', role: 'pharmacist', tenant: 'Greenleaf' }];
      await page.route('**/demo.json', (route) => route.fulfill({ json: { people } }));
      await page.goto(site);
      await page.getByRole('button', { name: /^Lena Fischer\s*Pharmacist$/ }).waitFor();
      await page.getByRole('button', { name: 'Lena Fischer in a private window' }).click();
      await expectAccessible(page, 'a link for a private window');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Write your password.').waitFor();
      await typeInto(page.getByLabel('Email'), 'nobody@example.test');
      await typeInto(page.getByLabel('Password', { exact: true }), 'wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await expectAccessible(page, 'sign-in');
    });

    test('what opens over the pages of staff', async ({ pharmacy, seat }) => {
      const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
      await page.setViewportSize(viewport);
      await page.getByRole('heading', { name: 'Every order is taken' }).waitFor();
      await expectAccessible(page, 'empty queue');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await expectAccessible(page, 'keys');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog', { name: 'Search or go to' }).waitFor();
      await expectAccessible(page, 'command menu');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'New order' }).first().click();
      await page.getByRole('dialog', { name: 'New order' }).getByRole('button', { name: 'Add item' }).click();
      await expectAccessible(page, 'new order');
    });

    test('the pages of staff beside the desk', async ({ pharmacy, seat, site }) => {
      const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'), { path: '/sessions' });
      await page.setViewportSize(viewport);
      await page.getByRole('listitem').first().waitFor();
      await page.getByRole('button', { name: /^Your menu/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
      await expectAccessible(page, 'sessions and the menu');
      await page.goto(`${site}/nowhere`);
      await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
      await expectAccessible(page, 'not found');
      await page.goto(`${site}/orders/${newId()}`);
      await page.getByRole('heading', { name: 'There is no such order' }).waitFor();
      await expectAccessible(page, 'unknown order');
    });

    testOnLine('the indicator and the bar of a page that is offline', async ({ pharmacy, seat, line }) => {
      const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
      await page.setViewportSize(viewport);
      await becomes(page, 'live');
      line.refuse();
      await page.getByTestId('offline-bar').waitFor();
      await page.getByTestId('connection-badge').click();
      await page.getByTestId('connection-indicator').waitFor();
      await expectAccessible(page, 'offline');
    });

    test('the queue and a conversation', async ({ pharmacy, seat, site }) => {
      const { lena, technician, patient, roomId } = await openOrder(pharmacy);
      await newOrder(patient, { note: 'Something against hay fever' });
      const { page } = await seat(lena, { path: '/orders?queue=all' });
      await page.setViewportSize(viewport);
      await expect(rows(page)).toHaveCount(2);
      await expectAccessible(page, 'queue');

      await technician.trpc.messages.send.mutate(note(roomId, 'Allergic to penicillin'));
      await say(technician, roomId, 'Which dose do you take?');
      await page.goto(`${site}/orders/${roomId}?queue=all`);
      await expect(log(page)).toContainText('3 new');
      await typeInto(composer(page), 'One moment');
      await technician.trpc.rooms.setTyping.mutate({ roomId, typing: true });
      await expect(page.getByRole('status', { name: 'Typing' })).toContainText('Tom');
      await expectAccessible(page, 'conversation');
      await page.getByRole('button', { name: 'Internal note' }).click();
      await page.getByRole('textbox', { name: 'Internal note' }).waitFor();
      await expectAccessible(page, 'note mode');
    });

    test('the order beside it', async ({ pharmacy, seat }) => {
      const { lena, technician, roomId } = await openOrder(pharmacy);
      await technician.trpc.chatOrders.claim.mutate({ roomId });
      const { page } = await seat(lena, { path: `/orders/${roomId}` });
      await page.setViewportSize(viewport);
      if (viewport === phone) await page.getByRole('button', { name: 'Show the order' }).click();
      await panel(page).getByRole('button', { name: 'Take over…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Tom Okafor has taken this order' });
      await dialog.waitFor();
      await expectAccessible(page, 'take over');
      await typeInto(dialog.getByLabel('Reason'), 'Tom is at lunch');
      await dialog.getByRole('button', { name: 'Take over' }).click();
      await panel(page).getByText('Taken by you').waitFor();
      await panel(page).getByRole('button', { name: 'Edit items' }).click();
      await panel(page).getByRole('form', { name: 'Edit items' }).waitFor();
      await expectAccessible(page, 'order, items being edited');
    });

    test('threads', async ({ app, seat, site }) => {
      const { nurse, sam, chen: person } = await openClinic(app);
      const chen = await app.signIn(person);
      const { roomId } = await chen.trpc.threads.create.mutate({
        clientThreadId: newId(),
        participantIds: [nurse.person.id],
        subject: 'Biopsy result',
        patientId: sam.patientId,
      });
      await chen.trpc.messages.send.mutate({ ...text(roomId, '@Rosa Jimenez please call'), mentionIds: [nurse.person.id] });
      const { page } = await seat(nurse.person, { path: '/threads' });
      await page.setViewportSize(viewport);
      await page.getByRole('list', { name: 'Threads' }).getByRole('listitem').waitFor();
      await page.getByRole('button', { name: 'New thread' }).click();
      await page.getByRole('form', { name: 'New thread' }).getByRole('button', { name: 'Start thread' }).click();
      await expectAccessible(page, 'new thread');
      await page.goto(`${site}/threads/${roomId}`);
      await expect(log(page)).toContainText('1 new');
      await typeInto(composer(page), 'Yes, @');
      await page.getByRole('listbox', { name: 'People to mention' }).waitFor();
      await expectAccessible(page, 'thread, naming somebody');
      if (viewport === phone) await page.getByRole('button', { name: 'Show the people' }).click();
      await page.getByRole('button', { name: 'Remove Wei Chen' }).click();
      await page.getByRole('dialog', { name: 'Remove Wei Chen?' }).waitFor();
      await expectAccessible(page, 'removing somebody');
    });

    test('the team', async ({ app, seat }) => {
      const { nurse } = await openClinic(app);
      await nurse.trpc.presence.setOnDuty.mutate({ onDuty: true });
      const { page } = await seat(nurse.person, { path: '/team' });
      await page.setViewportSize(viewport);
      await page.getByRole('listitem', { name: 'Rosa Jimenez' }).getByText('On duty').waitFor();
      await expectAccessible(page, 'team');
    });

    test('the patient before the first order', async ({ pharmacy, seat }) => {
      const { page } = await seat(await pharmacy.add('patient', 'Maria Alvarez'));
      await page.setViewportSize(viewport);
      await page.getByRole('heading', { name: 'Your orders will be here' }).waitFor();
      await expectAccessible(page, 'empty start');
      await page.getByRole('link', { name: 'New order' }).click();
      await page.getByRole('button', { name: 'List the items one by one' }).click();
      await typeInto(page.getByLabel('What do you need?'), 'My refill please');
      await expectAccessible(page, 'new order');
    });

    test('the patient with orders', async ({ pharmacy, seat, site }) => {
      const { maria, patient, technician, roomId } = await openOrder(pharmacy);
      const past = await newOrder(patient, { note: 'Not needed any more' });
      await patient.trpc.chatOrders.setStatus.mutate({ roomId: past.roomId, status: 'cancelled', expectedVersion: past.version });
      await say(technician, roomId, 'Which dose do you take?');
      const { page } = await seat(maria);
      await page.setViewportSize(viewport);
      await page.getByRole('region', { name: 'Past' }).waitFor();
      await expectAccessible(page, 'start');
      await page.goto(`${site}/orders/${roomId}`);
      await expect(log(page)).toContainText('Which dose do you take?');
      await expectAccessible(page, 'order');
      if (viewport === phone) {
        await page.getByRole('button', { name: /^Order \d/ }).click();
        await expectAccessible(page, 'about the order');
      }
      await page.getByRole('button', { name: 'Cancel order' }).click();
      await page.getByRole('dialog', { name: 'Cancel this order?' }).waitFor();
      await expectAccessible(page, 'cancelling');
    });

    test('charts and the work of a clinic', async ({ app, seat, site }) => {
      const clinic = await openClinic(app);
      const { taskId, priorAuthId } = await fillWork(clinic);
      const { page } = await seat(clinic.nurse.person, { path: '/patients' });
      await page.setViewportSize(viewport);
      await page.getByRole('link', { name: /Sam Porter/ }).waitFor();
      await expectAccessible(page, 'patients');
      const chart = `${site}/patients/${clinic.sam.patientId}`;
      for (const [tab, words] of Object.entries({ visits: 'Skin check', 'lab-results': 'Reviewed', timeline: 'booked the visit' })) {
        await page.goto(`${chart}?tab=${tab}`);
        await page.getByRole('main').getByText(words).first().waitFor();
        await expectAccessible(page, `chart, ${tab}`);
      }
      await page.goto(`${site}/work/tasks?item=${taskId}`);
      await page.getByRole('dialog').getByRole('button', { name: 'Mark done' }).waitFor();
      await expectAccessible(page, 'task');
      await page.goto(`${site}/work/prior-auths?show=all&item=${priorAuthId}`);
      await page.getByText('Denied').first().waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
      await page.getByText('Say why it was denied.').waitFor();
      await expectAccessible(page, 'denying');
      await page.goto(`${site}/work/tasks`);
      await page.getByRole('button', { name: 'New task' }).click();
      await page.getByRole('form', { name: 'New task' }).getByRole('button', { name: 'Create task' }).click();
      await expectAccessible(page, 'new task');
    });

    test('the clinic: booking, a week, and the settings', async ({ app, seat }) => {
      const clinic = await app.addTenant('Northside Dermatology', 'clinic');
      await app.addPerson(clinic, 'provider', 'Wei Chen');
      const { page } = await seat(await app.addPerson(clinic, 'admin', 'Dana Ortiz'), { path: '/schedule' });
      await page.setViewportSize(viewport);
      if (viewport === phone) await page.getByRole('button', { name: 'Day, view and filters' }).click();
      await page.getByRole('button', { name: 'Next free' }).click();
      await page.getByRole('menuitem', { name: '30 min' }).click();
      await page.getByRole('form', { name: 'Book a visit' }).getByText(/^Free: /).waitFor();
      await expectAccessible(page, 'booking');
      await page.goto(new URL('/schedule?view=week', page.url()).href);
      await page.getByRole('main').getByRole('group', { name: /^Mon / }).waitFor();
      await expectAccessible(page, 'week');
      await page.goto(new URL('/clinic-settings', page.url()).href);
      await page.getByRole('form', { name: 'Clinic settings' }).waitFor();
      await expectAccessible(page, 'clinic settings');
    });

    test('the clinic: schedule, board, and what its patients find', async ({ app, seat }) => {
      const clinic = await app.addTenant('Northside Dermatology', 'clinic');
      await app.addPerson(clinic, 'provider', 'Wei Chen');
      const { page } = await seat(await app.addPerson(clinic, 'nurse', 'Rosa Jimenez'));
      await page.setViewportSize(viewport);
      await page.getByRole('main').getByText('Wei Chen').first().waitFor();
      await expectAccessible(page, 'schedule');
      await page.goto(new URL('/board', page.url()).href);
      await page.getByRole('heading', { name: 'Waiting room' }).waitFor();
      await expectAccessible(page, 'board');
      const { page: patientsPage } = await seat(await app.addPerson(clinic, 'patient', 'Sam Doe'));
      await patientsPage.setViewportSize(viewport);
      await patientsPage.getByRole('main').getByRole('heading').waitFor();
      await expectAccessible(patientsPage, 'patient');
    });

    test('notifications, their settings, and urgent alerts', async ({ app, seat, site }) => {
      const { nurse, chen, sam } = await openClinic(app);
      const raise = () =>
        nurse.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'Room 2, now', target: { kind: 'user', id: chen.id }, patientId: sam.patientId });
      await nurse.trpc.alerts.acknowledge.mutate({ alertId: (await raise()).id });
      await raise();
      await nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Sign the referral', assigneeId: chen.id });
      const { page } = await seat(chen, { path: '/alerts' });
      await page.setViewportSize(viewport);
      await alertBars(page).waitFor();
      await page.getByTestId('past-alert').getByRole('button').click();
      await expectAccessible(page, 'alerts and their banner');
      await page.getByRole('button', { name: 'Fold the alerts' }).click();
      await page.getByRole('button', { name: 'Raise an alert' }).click();
      await page.getByRole('dialog', { name: 'Raise an urgent alert' }).waitFor();
      await expectAccessible(page, 'raising an alert');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Urgent 1 to take' }).click();
      await alertBars(page).getByRole('button', { name: 'I take it' }).click();
      await alertBars(page).waitFor({ state: 'hidden' });
      await bell(page).click();
      await page.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').first().waitFor();
      await expectAccessible(page, 'bell');
      await page.getByRole('link', { name: 'See all' }).click();
      await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
      await expectAccessible(page, 'notifications');
      await page.goto(`${site}/settings`);
      await page.getByRole('row', { name: /Lab results/ }).waitFor();
      await expectAccessible(page, 'settings');
    });
  });
}
