import { chromium, type Page } from 'playwright/test';
import type { ChartViewers } from '../shared/charts.ts';
import { newId } from '../shared/ids.ts';
import { atAnyTime, openClinic, type TestClinic } from '../server/testing/clinic.ts';
import { collect } from '../server/testing/collect.ts';
import type { TestClient } from '../server/testing/test-client.ts';
import { launchOptions } from './browsers.ts';
import { test as onDesk } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { expect, test } from './fixtures/own-app.ts';
import { typeInto } from './fixtures/typing.ts';

const here = (page: Page) => page.getByRole('group', { name: 'Who is here' });
const chartOf = ({ sam }: TestClinic): string => `/patients/${sam.patientId}`;

/** Sam's chart as somebody has it open without a browser. */
const viewersAs = ({ trpc }: TestClient, { sam: { patientId } }: TestClinic) =>
  collect<ChartViewers>((observer) => trpc.patients.viewers.subscribe({ patientId }, observer));

onDesk('who has a chart open is seen by the others there: two tabs are one face, and every way of leaving is noticed', async ({ app, site, seat }) => {
  const clinic = await openClinic(app);
  const { page: rosa } = await seat(clinic.nurse.person, { path: chartOf(clinic) });
  await expect(rosa.getByRole('heading', { name: 'Sam Porter' })).toBeVisible();
  await expect(here(rosa)).toHaveText('Only you are here');

  const { page: ben, context } = await seat(clinic.frontDesk.person, { path: chartOf(clinic) });
  await expect(here(rosa)).toHaveText(/Ben is here$/);
  await expect(here(ben)).toHaveText(/Rosa is here$/);
  const second = await context.newPage();
  await second.goto(site + chartOf(clinic));
  await expect(here(second)).toHaveText(/Rosa is here$/);
  const chen = viewersAs(await app.signIn(clinic.chen), clinic);
  // Ben's second tab, which was there before Chen came, made no second face
  await expect(here(rosa)).toHaveText(/(Ben and Wei|Wei and Ben) are here$/);

  // to another page of the same tab is leaving as well
  await ben.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Patients' }).click();
  await expect(ben.getByRole('heading', { name: 'Patients' })).toBeVisible();
  chen.stop();
  await expect(here(rosa)).toHaveText(/Ben is here$/);
  await second.close();
  await expect(here(rosa)).toHaveText('Only you are here');
});

onDesk('a browser that is killed leaves', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { page: rosa } = await seat(clinic.nurse.person, { path: chartOf(clinic) });
  const server = await chromium.launchServer(launchOptions('chromium'));
  const browser = await chromium.connect(server.wsEndpoint());
  const { page: ben } = await seat(clinic.frontDesk.person, { in: browser, path: chartOf(clinic) });
  await expect(here(ben)).toHaveText(/Rosa is here$/);
  await expect(here(rosa)).toHaveText(/Ben is here$/);
  server.process().kill('SIGKILL');
  await expect(here(rosa)).toHaveText('Only you are here');
});

test('who is cut off leaves, says so on their own screen, and is back with the line', async ({ app, seat, line }) => {
  const clinic = await openClinic(app);
  const viewers = viewersAs(await app.signIn(clinic.chen), clinic);
  const seen = (): string | undefined => viewers.values.at(-1)?.users.map(({ name }) => name).toSorted().join();
  const { page: rosa } = await seat(clinic.nurse.person, { path: chartOf(clinic) });
  await expect(here(rosa)).toHaveText(/Wei is here$/);
  await viewers.until(() => seen() === 'Rosa Jimenez,Wei Chen');

  line.refuse();
  await viewers.until(() => seen() === 'Wei Chen');
  await expect(here(rosa)).toHaveText('Who else is here is not known right now');
  line.restore();
  await viewers.until(() => seen() === 'Rosa Jimenez,Wei Chen');
  await becomes(rosa, 'live', { timeout: 30_000 });
  await expect(here(rosa)).toHaveText(/Wei is here$/);
});

onDesk('a patient is found, and what is done at the desk appears in the chart by itself', async ({ app, seat }) => {
  const clinic = await openClinic(app);
  const { page: desk } = await seat(clinic.frontDesk.person, { path: '/board' });
  const { page: rosa } = await seat(clinic.nurse.person, { path: '/patients' });
  await typeInto(rosa.getByRole('searchbox', { name: 'Search patients by name' }), 'port');
  await expect(rosa.getByRole('list', { name: 'Patients' }).getByRole('listitem')).toHaveText(/^Sam Porter/);
  await rosa.getByRole('searchbox').press('Enter');
  await expect(rosa.getByRole('heading', { name: 'Sam Porter' })).toBeVisible();
  await expect(rosa.getByText('No visit is booked.')).toBeVisible();
  expect(rosa.url()).not.toContain('port');

  // at noon of the clinic's day, whose zone the test clinic has as UTC
  const noon = `${new Date().toISOString().slice(0, 10)}T12:00:00.000Z`;
  await clinic.nurse.trpc.appointments.create.mutate({
    clientAppointmentId: newId(),
    patientId: clinic.sam.patientId,
    providerId: clinic.chen.id,
    reason: 'Skin check',
    startsAt: noon,
    endsAt: new Date(Date.parse(noon) + 1_800_000).toISOString(),
    ...atAnyTime,
  });
  const visit = rosa.getByRole('link', { name: /Skin check/ });
  await expect(visit).toContainText('Scheduled');
  await desk.getByRole('region', { name: 'Expected' }).getByRole('button', { name: 'Check in' }).click();
  await expect(visit).toContainText('Checked in');
  await rosa.getByRole('navigation', { name: 'Chart' }).getByRole('link', { name: 'Timeline' }).click();
  const timeline = rosa.getByRole('main').getByRole('listitem');
  await expect(timeline.first()).toContainText('Ben Whitaker checked the patient in');
  await expect(timeline.nth(1)).toContainText('Rosa Jimenez booked the visit');
  await desk.getByRole('button', { name: 'Sam Porter: back to scheduled' }).click();
  await expect(timeline.first()).toContainText('Ben Whitaker took back: checked the patient in');

  // the tab is in the address, and the way from the chart to the visit and back leads through links
  await rosa.reload();
  await expect(timeline).toHaveCount(3);
  await rosa.getByRole('link', { name: 'Visits' }).click();
  await visit.click();
  const drawer = rosa.getByRole('dialog');
  await expect(drawer).toContainText('Skin check');
  await drawer.getByRole('link', { name: /Sam Porter/ }).click();
  await expect(here(rosa)).toHaveText('Only you are here');
  await desk.getByRole('link', { name: 'Sam Porter: chart' }).click();
  await expect(here(rosa)).toHaveText(/Ben is here$/);
});
