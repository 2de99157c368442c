import type { Page } from 'playwright/test';
import { newId } from '../shared/ids.ts';
import { openClinic } from '../server/testing/clinic.ts';
import { expect, test } from './fixtures/desk.ts';
import { holdCalls } from './fixtures/network.ts';
import { typeInto } from './fixtures/typing.ts';

const row = (page: Page, words: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: words });

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

test('a task that one gives away is on the list of the other at once, and off it for both when it is done', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { page: desk } = await seat(clinic.frontDesk.person, { path: '/work/tasks' });
  const { page: rosa } = await seat(clinic.nurse.person, { path: '/work/tasks?owner=me' });
  await expect(rosa.getByRole('heading', { name: 'Nothing here right now' })).toBeVisible();

  await desk.getByRole('button', { name: 'New task' }).click();
  const form = desk.getByRole('form', { name: 'New task' });
  await form.getByRole('button', { name: 'Create task' }).click();
  await expect(form).toContainText('Say what is to be done.');
  await typeInto(form.getByLabel('What is to be done'), 'Call Sam about the biopsy');
  await choose(desk, 'Given to', 'Rosa Jimenez');
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await form.getByRole('button', { name: 'Create task' }).click();

  await expect(row(rosa, 'Call Sam about the biopsy')).toContainText('Sam Porter');
  await expect(row(rosa, 'Call Sam about the biopsy')).toContainText('You');
  await expect(row(desk, 'Call Sam about the biopsy')).toContainText('Rosa Jimenez');

  // the drawer has an address of its own, which a notification can lead to
  await rosa.getByRole('link', { name: 'Call Sam about the biopsy' }).click();
  await rosa.reload();
  const drawer = rosa.getByRole('dialog', { name: 'Call Sam about the biopsy' });
  await drawer.getByRole('button', { name: 'Mark done' }).click();
  await expect(drawer).toContainText('by Rosa Jimenez');
  await rosa.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  for (const page of [rosa, desk]) await expect(row(page, 'Call Sam about the biopsy')).toHaveCount(0);
  await choose(desk, 'Show', 'Done');
  await expect(row(desk, 'Call Sam about the biopsy')).toContainText('by Rosa Jimenez');

  // an overdue one says so in words
  await clinic.nurse.trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'Fax the letter', dueAt: new Date(Date.now() - 7_500_000).toISOString() });
  await choose(desk, 'Show', 'Open');
  await expect(row(desk, 'Fax the letter')).toContainText('Overdue by 2 h');
});

test('a prior authorisation goes its way on two screens, and who is overtaken learns by what', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { page: rosa } = await seat(clinic.nurse.person, { path: `/patients/${clinic.sam.patientId}?tab=prior-auths` });
  const { page: desk } = await seat(clinic.frontDesk.person, { path: '/work/prior-auths' });

  await rosa.getByRole('button', { name: 'New authorisation' }).click();
  const form = rosa.getByRole('form', { name: 'New prior authorisation' });
  await expect(form.getByRole('textbox', { name: 'Patient' })).toHaveValue(/^Sam Porter/);
  await typeInto(form.getByLabel('Medication'), 'Dupilumab 300 mg');
  await typeInto(form.getByLabel('Payer'), 'Blue Harbor');
  await form.getByRole('button', { name: 'Save draft' }).click();
  await expect(row(rosa, 'Dupilumab')).toContainText('Draft');
  await row(desk, 'Dupilumab').getByRole('button', { name: /^Submit/ }).click();
  await expect(row(rosa, 'Dupilumab')).toContainText('Submitted');

  // the desk's next step is on its way when Rosa takes it
  const held = await holdCalls(desk, 'priorAuths.setStatus');
  await row(desk, 'Dupilumab').getByRole('button', { name: /^Payer has it/ }).click();
  await held.arrived();
  await rosa.getByRole('link', { name: /Dupilumab/ }).click();
  const drawer = rosa.getByRole('dialog', { name: 'Dupilumab 300 mg' });
  await typeInto(drawer.getByLabel('Note'), 'They want photos');
  await drawer.getByRole('button', { name: 'Payer has it' }).click();
  await expect(drawer).toContainText('Pending');
  held.release();
  const notice = desk.getByRole('alert').filter({ hasText: 'Somebody changed this meanwhile' });
  await expect(notice).toContainText('Status: Submitted → Pending');
  await expect(notice).toContainText('Note: none → They want photos');
  await expect(row(desk, 'Dupilumab')).toContainText('Pending');

  await drawer.getByRole('button', { name: 'Deny' }).click();
  await expect(drawer).toContainText('Say why it was denied.');
  await typeInto(drawer.getByLabel('Note'), 'Step therapy first');
  await drawer.getByRole('button', { name: 'Deny' }).click();
  await expect(drawer).toContainText('Denied');
  await expect(drawer.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await desk.goto(new URL('/work/prior-auths?show=denied', desk.url()).href);
  await desk.getByRole('link', { name: /Dupilumab/ }).click();
  await expect(desk.getByRole('dialog')).toContainText('Step therapy first');
});

test('a lab result is ordered, ready, reviewed, each step on the screen of the other', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { page: desk } = await seat(clinic.frontDesk.person, { path: '/work/lab-results' });
  const { page: chen } = await seat(clinic.chen, { path: '/work/lab-results?owner=me' });

  await desk.getByRole('button', { name: 'New lab order' }).click();
  const form = desk.getByRole('form', { name: 'New lab order' });
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await typeInto(form.getByLabel('Test'), 'Ferritin');
  await choose(desk, 'Ordered by', 'Wei Chen');
  await form.getByRole('button', { name: 'Save order' }).click();

  await expect(row(chen, 'Ferritin')).toContainText('Ordered');
  await row(desk, 'Ferritin').getByRole('button', { name: /^Mark ready/ }).click();
  await expect(row(chen, 'Ferritin')).toContainText('Ready');
  await row(chen, 'Ferritin').getByRole('button', { name: /^Mark reviewed/ }).click();
  // under the pointer it stays, as what it is now; elsewhere it is off the list of what is open
  await expect(row(chen, 'Ferritin')).toContainText('Reviewed');
  await desk.mouse.move(0, 0);
  await expect(row(desk, 'Ferritin')).toHaveCount(0);
  await chen.mouse.move(0, 0);
  await expect(row(chen, 'Ferritin')).toHaveCount(0);
});
