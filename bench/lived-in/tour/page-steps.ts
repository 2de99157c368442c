import { collect } from '../../../server/testing/collect.ts';
import { inboxFeed, notificationFeed, presenceFeed, roomFeed, roomSignals, workFeed } from '../../../server/testing/feeds.ts';
import { read, type Step } from './step.ts';
import type { TourStage } from './stage.ts';
import { firstOf } from './streams.ts';

/** What every page has around it. */
function frameOf({ worker }: TourStage): Promise<unknown>[] {
  const { trpc } = worker;
  return [
    trpc.auth.me.query(),
    trpc.notifications.list.query({}),
    firstOf(inboxFeed(worker)),
    firstOf(presenceFeed(worker)),
    firstOf(notificationFeed(worker)),
    firstOf(collect((observer) => trpc.alerts.events.subscribe(undefined, observer))),
  ];
}

/** All that a page asks for until it can be drawn, at once, as the browser does. */
const page = (path: string, as: string, ask: () => Promise<unknown>[]): Step => read(path, () => Promise.all(ask()), { as: `the page of ${as}` });

export function pharmacyPages(stage: TourStage): Step[] {
  const { worker, longRoomId, longThreadId } = stage;
  const { trpc } = worker;
  const room = (roomId: string) => [trpc.messages.list.query({ roomId }), firstOf(roomFeed(worker, roomId)), firstOf(roomSignals(worker, roomId))];
  return [
    page('chatOrders.list', 'the queue', () => [...frameOf(stage), trpc.chatOrders.list.query({})]),
    page('chatOrders.get', 'an order', () => [...frameOf(stage), trpc.chatOrders.get.query({ roomId: longRoomId! }), ...room(longRoomId!)]),
    page('threads.list', 'threads', () => [...frameOf(stage), trpc.threads.list.query({})]),
    page('threads.get', 'a thread', () => [...frameOf(stage), trpc.threads.get.query({ roomId: longThreadId }), ...room(longThreadId)]),
    page('tasks.list', 'tasks', () => [...frameOf(stage), trpc.tasks.list.query({ state: 'open' }), firstOf(workFeed(worker))]),
  ];
}

export function clinicPages(stage: TourStage): Step[] {
  const { worker, patient } = stage;
  const { trpc } = worker;
  const { patientId } = patient.person;
  const today = () => {
    const from = new Date(new Date().setUTCHours(0, 0, 0, 0));
    return { from: from.toISOString(), to: new Date(from.getTime() + 24 * 3_600_000).toISOString() };
  };
  const schedule = () => [trpc.clinic.settings.query(), firstOf(collect((observer) => trpc.schedule.events.subscribe(undefined, observer)))];
  return [
    page('appointments.list', 'the day', () => [...frameOf(stage), trpc.appointments.list.query(today()), ...schedule()]),
    page('patients.chart', 'a chart', () => [...frameOf(stage), trpc.patients.chart.query({ patientId }), trpc.tasks.list.query({ patientId }), ...schedule()]),
    page('labResults.list', 'lab results', () => [...frameOf(stage), trpc.labResults.list.query({}), firstOf(workFeed(worker))]),
  ];
}
