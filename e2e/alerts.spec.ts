import { openClinic } from '../server/testing/clinic.ts';
import { runAsSuperuser } from '../server/testing/superuser.ts';
import { newId } from '../shared/ids.ts';
import { alertBars, recordCalls } from './fixtures/attention.ts';
import { becomes } from './fixtures/indicator.ts';
import { expect, test } from './fixtures/own-app.ts';
import { typeInto } from './fixtures/typing.ts';

test('an alert climbs from the person to their role to everyone, over a restart, until somebody takes it by name', async ({ app, seat }) => {
  // four people at four screens, and a restart of the server between them
  test.slow();
  const clinic = await openClinic(app);
  const { nurse, frontDesk, chen, patel } = clinic;
  const [{ page: raiser }, { page: called }, { page: colleague }, { page: desk }] = await Promise.all([
    seat(nurse.person, { path: '/alerts' }),
    seat(chen),
    seat(patel),
    seat(frontDesk.person, { path: '/board' }),
  ]);
  for (const page of [raiser, called, colleague, desk]) await becomes(page, 'live');
  /** As if the time of the next step had passed. */
  const makeDue = async () => {
    await runAsSuperuser(
      app.databaseUrl,
      `with step as (update alert set next_step_at = now() - interval '1 second') update escalation_due set due_at = now() - interval '1 second'`,
    );
  };

  await raiser.getByRole('button', { name: 'Raise an urgent alert' }).click();
  const form = raiser.getByRole('form', { name: 'Urgent alert' });
  await typeInto(form.getByLabel('What is needed, and where'), 'Anaphylaxis, room 2');
  await form.getByText('One person').click();
  await typeInto(form.getByRole('combobox', { name: 'Person' }), 'Wei');
  await raiser.getByRole('option', { name: /Wei Chen/ }).click();
  await typeInto(form.getByRole('textbox', { name: 'Patient' }), 'Sam');
  await form.getByRole('option', { name: /Sam Porter/ }).click();
  await form.getByRole('button', { name: 'Call now' }).click();

  await expect(alertBars(called)).toContainText('Anaphylaxis, room 2');
  await expect(alertBars(called)).toContainText('Sam Porter');
  await expect(called).toHaveTitle(/Urgent alert/);
  const notice = raiser.getByRole('status', { name: 'Your alerts' });
  await expect(notice).toContainText('You called Wei Chen: on 1 screen, seen by 1');
  await expect(alertBars(colleague)).toHaveCount(0);

  await makeDue();
  await expect(alertBars(colleague)).toContainText('Anaphylaxis, room 2');
  await expect(notice).toContainText('You called every provider');
  await expect(alertBars(desk)).toHaveCount(0);
  await app.restart(makeDue);
  await expect(alertBars(desk)).toContainText('Anaphylaxis, room 2');
  await expect(alertBars(raiser)).toHaveCount(0);

  await alertBars(desk).getByRole('button', { name: 'I take it' }).click();
  await expect(notice).toContainText(/Taken by Ben Whitaker after \d+:\d\d/);
  for (const page of [called, colleague, desk]) await expect(alertBars(page)).toHaveCount(0);
  await expect(called).not.toHaveTitle(/Urgent alert/);
  await raiser.getByTestId('past-alert').getByRole('button').click();
  const lines = raiser.getByTestId('past-alert').getByRole('list', { name: 'What became of it' }).getByRole('listitem');
  const steps = lines.filter({ hasText: /called|Taken/ });
  await expect(steps).toHaveText([
    /Rosa Jimenez called Wei Chen/,
    /Nobody had taken it: called every provider/,
    /Nobody had taken it: called everyone/,
    /Taken by Ben Whitaker/,
  ]);
  await expect(lines.filter({ hasText: 'Seen by Anjali Patel' })).toHaveCount(1);
});

test('several alerts stand within bounds and sound until the last one is taken', async ({ app, seat }) => {
  const { nurse, chen } = await openClinic(app);
  const raise = (message: string) => nurse.trpc.alerts.raise.mutate({ clientAlertId: newId(), message, target: { kind: 'user', id: chen.id } });
  await raise('One');
  await raise('Two');
  const { page } = await seat(chen);
  const told = await recordCalls(page);
  await expect(alertBars(page)).toHaveText([/One/, /Two/]);
  await expect(page.getByText('Silent until you click or type')).toBeVisible();
  expect((await told()).notes).toBe(0);
  await page.keyboard.press('Shift');
  await expect(page.getByText('Silent until you click or type')).toBeHidden();
  await expect.poll(async () => (await told()).notes).toBeGreaterThan(0);
  const { notes: once } = await told();
  await expect.poll(async () => (await told()).notes, 'sounds again').toBeGreaterThan(once);

  await raise('Three');
  await expect(page.getByRole('link', { name: 'and 1 more to take' })).toBeVisible();
  await expect(alertBars(page)).toHaveCount(2);
  for (const message of ['One', 'Two', 'Three']) await alertBars(page).filter({ hasText: message }).getByRole('button', { name: 'I take it' }).click();
  await expect(alertBars(page)).toHaveCount(0);
  const { items } = await nurse.trpc.alerts.list.query({});
  expect(items.map(({ acknowledgedBy }) => acknowledgedBy?.name)).toEqual(['Wei Chen', 'Wei Chen', 'Wei Chen']);
  for (const { timeline } of items) expect(timeline.filter(({ kind }) => kind === 'seen')).toHaveLength(1);
});
