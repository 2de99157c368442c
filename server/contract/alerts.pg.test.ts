import { afterAll, beforeAll, expect, test } from 'vitest';
import { concerns, isNewerAlert } from '../../shared/alert-state.ts';
import type { Alert, AlertEvent, AlertTargetInput } from '../../shared/alerts.ts';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { openClinic, type TestClinic } from '../testing/clinic.ts';
import { collect, type Collected } from '../testing/collect.ts';
import { refusalOf } from '../testing/refusal.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { startTestApp, type TestApp, type TestClient } from '../testing/test-app.ts';

let app: TestApp;
let clinic: TestClinic;
let chen: TestClient;

beforeAll(async () => {
  app = await startTestApp({ escalation: { lookEvery: 50 } });
  clinic = await openClinic(app);
  chen = await app.signIn(clinic.chen);
});
afterAll(() => app[Symbol.asyncDispose]());

type Feed = Collected<{ id: string; data: AlertEvent }>;
const raise = ({ trpc }: TestClient, target: AlertTargetInput, message = 'Room 2, now'): Promise<Alert> =>
  trpc.alerts.raise.mutate({ clientAlertId: newId(), message, target });
const to = ({ person }: TestClient): AlertTargetInput => ({ kind: 'user', id: person.id });

async function follow({ trpc }: TestClient, lastEventId?: string): Promise<Feed> {
  const feed = collect<{ id: string; data: AlertEvent }>((observer) => trpc.alerts.events.subscribe({ lastEventId }, observer));
  await feed.find(({ data }) => data.type === 'alerts.joined' || data.type === 'feed.heartbeat');
  return feed;
}

/** What a reader who merges everything knows of the alert. */
function known({ values }: Feed, alertId: string): Alert | undefined {
  const states = values.flatMap(({ data }) => {
    if (data.type === 'alerts.joined') return data.alerts;
    return data.type === 'alert.updated' ? [data.alert] : [];
  });
  return states.reduce<Alert | undefined>((before, alert) => (alert.id === alertId && isNewerAlert(before, alert) ? alert : before), undefined);
}
const knows = (feed: Feed, alertId: string, holds: (alert: Alert) => boolean): Promise<void> =>
  feed.until(() => {
    const alert = known(feed, alertId);
    return alert !== undefined && holds(alert);
  });
const lines = ({ timeline }: Alert): string[] => timeline.map(({ kind, user, target }) => [kind, user?.name, target?.name].filter(Boolean).join(' '));
const listed = async (alertId: string): Promise<Alert> =>
  (await clinic.nurse.trpc.alerts.list.query({ limit: limits.page.alertsMax })).items.find(({ id }) => id === alertId)!;

/** Makes the alert's next step due, as if its time had passed. */
const makeDue = (alertId: string) =>
  runAsSuperuser(
    app.databaseUrl,
    `with step as (update alert set next_step_at = now() - interval '1 second' where id = $1)
     update escalation_due set due_at = now() - interval '1 second' where alert_id = $1`,
    [alertId],
  );

test('an alert is raised once, to somebody who works here, about a patient of the tenant', async () => {
  const { nurse, sam } = clinic;
  const input = { clientAlertId: newId(), message: ' Anaphylaxis ', target: to(chen), patientId: sam.patientId };
  const [alert, again] = await Promise.all([nurse.trpc.alerts.raise.mutate(input), nurse.trpc.alerts.raise.mutate(input)]);
  expect(again.id).toBe(alert.id);
  expect(alert).toMatchObject({
    message: 'Anaphylaxis',
    patient: { id: sam.patientId, name: 'Sam Porter', dateOfBirth: '1984-03-12' },
    raisedBy: { id: nurse.person.id, name: 'Rosa Jimenez' },
    currentTargets: [{ kind: 'user', id: chen.person.id, name: 'Wei Chen' }],
    acknowledgedBy: null,
    openFor: null,
  });
  expect(Date.parse(alert.nextStepAt!) - Date.parse(alert.raisedAt)).toBe(limits.alerts.climbAfter.user);

  const elsewhere = await openClinic(app);
  const attempts = [
    raise(nurse, { kind: 'user', id: sam.id }),
    raise(nurse, to(elsewhere.nurse)),
    nurse.trpc.alerts.raise.mutate({ ...input, clientAlertId: newId(), patientId: elsewhere.sam.patientId }),
    elsewhere.nurse.trpc.alerts.acknowledge.mutate({ alertId: alert.id }),
    elsewhere.nurse.trpc.alerts.seen.mutate({ alertId: alert.id }),
  ].map(refusalOf);
  for (const refusal of attempts) expect(await refusal).toMatchObject({ reason: 'NOT_FOUND' });
  expect((await elsewhere.nurse.trpc.alerts.list.query({})).items).toEqual([]);
});

test('the raiser sees at once who took it; the first has it, later ones learn who', async () => {
  const { nurse, frontDesk } = clinic;
  const feed = await follow(nurse);
  const alert = await raise(nurse, { kind: 'tenant' });
  const before = Date.now();
  const answers = await Promise.all([chen, frontDesk].map(({ trpc }) => trpc.alerts.acknowledge.mutate({ alertId: alert.id })));
  await knows(feed, alert.id, ({ acknowledgedBy }) => acknowledgedBy !== null);
  expect(Date.now() - before).toBeLessThan(1_000);
  const taken = known(feed, alert.id)!;
  expect(answers.map(({ acknowledgedBy }) => acknowledgedBy)).toEqual([taken.acknowledgedBy, taken.acknowledgedBy]);
  expect(taken.openFor).toBe(Date.parse(taken.acknowledgedAt!) - Date.parse(taken.raisedAt));
  expect(taken.nextStepAt).toBeNull();
  expect(lines(taken).filter((line) => line.startsWith('acknowledged'))).toEqual([`acknowledged ${taken.acknowledgedBy!.name}`]);
  const late = await nurse.trpc.alerts.acknowledge.mutate({ alertId: alert.id });
  expect(late.acknowledgedBy).toEqual(taken.acknowledgedBy);
});

test('delivered is whose screen it reached of those it calls: once each, on however many tabs', async () => {
  const { nurse, frontDesk } = clinic;
  const [tab, otherTab, bystander, raiser] = await Promise.all([follow(chen), follow(await app.signIn(chen.person)), follow(frontDesk), follow(nurse)]);
  const live = await raise(nurse, { kind: 'role', id: 'provider' });
  await knows(raiser, live.id, (alert) => lines(alert).includes('delivered Wei Chen'));
  for (const feed of [tab, otherTab, bystander]) await knows(feed, live.id, (alert) => lines(alert).includes('delivered Wei Chen'));

  // who opens their screen later gets what is open, and that counts as well
  const patel = await follow(await app.signIn(clinic.patel));
  expect(known(patel, live.id)).toBeDefined();
  await knows(raiser, live.id, (alert) => lines(alert).includes('delivered Anjali Patel'));
  await chen.trpc.alerts.acknowledge.mutate({ alertId: live.id });
  expect(lines(await listed(live.id))).toEqual([
    'raised Rosa Jimenez Provider',
    'delivered Wei Chen',
    'delivered Anjali Patel',
    'acknowledged Wei Chen',
  ]);
});

test('seen is noted once for each, while it is open', async () => {
  const { nurse, frontDesk } = clinic;
  const alert = await raise(nurse, { kind: 'tenant' });
  const seen = await chen.trpc.alerts.seen.mutate({ alertId: alert.id });
  expect(lines(seen)).toContain('seen Wei Chen');
  expect((await Promise.all([1, 2].map(() => frontDesk.trpc.alerts.seen.mutate({ alertId: alert.id })))).length).toBe(2);
  await chen.trpc.alerts.seen.mutate({ alertId: alert.id });
  await nurse.trpc.alerts.acknowledge.mutate({ alertId: alert.id });
  await nurse.trpc.alerts.seen.mutate({ alertId: alert.id });
  expect(lines(await listed(alert.id)).filter((line) => line.startsWith('seen'))).toEqual(['seen Wei Chen', 'seen Ben Whitaker']);
});

test('the list has the newest first, in pages, and can leave out what is over', async () => {
  const { nurse } = await openClinic(app);
  const raised = [];
  for (const message of ['one', 'two', 'three']) raised.push(await raise(nurse, { kind: 'tenant' }, message));
  await nurse.trpc.alerts.acknowledge.mutate({ alertId: raised[1]!.id });
  const messages = ({ items }: { items: Alert[] }) => items.map(({ message }) => message);
  const page = await nurse.trpc.alerts.list.query({ limit: 2 });
  expect(messages(page)).toEqual(['three', 'two']);
  const rest = await nurse.trpc.alerts.list.query({ limit: 2, cursor: page.nextCursor });
  expect([messages(rest), rest.nextCursor]).toEqual([['one'], null]);
  expect(messages(await nurse.trpc.alerts.list.query({ openOnly: true }))).toEqual(['three', 'one']);
});

test('state plus events is the state read anew, for who stayed and for who comes back', async () => {
  // a clinic in which nobody whom the alert calls has a screen open: nothing is added to it behind our back
  const own = await openClinic(app);
  const { nurse, frontDesk } = own;
  const called = await app.signIn(own.chen);
  const stayed = await follow(frontDesk);
  const left = await follow(nurse);
  const place = left.values[0]!.id;
  left.stop();
  const alert = await raise(nurse, to(called));
  await called.trpc.alerts.seen.mutate({ alertId: alert.id });
  await makeDue(alert.id);
  await knows(stayed, alert.id, ({ currentTargets }) => currentTargets.length === 2);
  await called.trpc.alerts.acknowledge.mutate({ alertId: alert.id });
  const back = await follow(nurse, place);
  const { items } = await nurse.trpc.alerts.list.query({});
  for (const feed of [stayed, back]) {
    await knows(feed, alert.id, ({ acknowledgedBy }) => acknowledgedBy !== null);
    expect([known(feed, alert.id)]).toEqual(items);
    const seqs = feed.values.map(({ data }) => data.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  }
});

test('it climbs from the person to their role to everyone, over a restart, each step once', async () => {
  const { nurse, frontDesk } = clinic;
  const feed = await follow(nurse);
  const alert = await raise(nurse, to(chen));
  expect(concerns(alert, frontDesk.person)).toBe(false);
  await makeDue(alert.id);
  await knows(feed, alert.id, ({ currentTargets }) => currentTargets.length === 2);
  expect(known(feed, alert.id)!.currentTargets.at(-1)).toEqual({ kind: 'role', id: 'provider', name: 'Provider' });

  await app.restart(async () => {
    await makeDue(alert.id);
  });
  await knows(feed, alert.id, ({ currentTargets }) => currentTargets.length === 3);
  const everyone = known(feed, alert.id)!;
  expect(concerns(everyone, frontDesk.person)).toBe(true);
  await frontDesk.trpc.alerts.acknowledge.mutate({ alertId: alert.id });
  expect(lines(await listed(alert.id)).filter((line) => !/^(delivered|seen)/.test(line))).toEqual([
    'raised Rosa Jimenez Wei Chen',
    'escalated Provider',
    'escalated Everyone at a screen',
    'acknowledged Ben Whitaker',
  ]);
});

test('those whom it calls are notified, at each step', async () => {
  const { nurse, frontDesk } = clinic;
  const alert = await raise(nurse, to(chen));
  const notified = async ({ trpc }: TestClient) =>
    (await trpc.notifications.list.query({ types: ['alert.urgent'] })).items.filter(({ entity }) => entity?.id === alert.id).length;
  expect([await notified(chen), await notified(frontDesk)]).toEqual([1, 0]);
  const patel = await app.signIn(clinic.patel);
  const feed = await follow(nurse);
  await makeDue(alert.id);
  await knows(feed, alert.id, ({ currentTargets }) => currentTargets.length === 2);
  expect([await notified(patel), await notified(frontDesk), await notified(nurse)]).toEqual([1, 0, 0]);
  await nurse.trpc.alerts.acknowledge.mutate({ alertId: alert.id });
});
