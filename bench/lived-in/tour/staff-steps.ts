import { newId } from '../../../shared/ids.ts';
import { collect } from '../../../server/testing/collect.ts';
import { inboxFeed, notificationFeed, presenceFeed, roomFeed } from '../../../server/testing/feeds.ts';
import { text } from '../../../server/testing/requests.ts';
import { change, read, type Step } from './step.ts';
import type { TourStage } from './stage.ts';
import { firstOf } from './streams.ts';

/** What everybody who works somewhere has on their screens: threads, alerts, notifications, patients, and who is there. */
export function staffSteps({ admin, worker, colleague, patient, longThreadId: roomId, patientName }: TourStage): Step[] {
  const { trpc } = worker;
  const open = () => trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [], subject: 'Fridge' });
  const alert = () => trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'The fridge is warm', target: { kind: 'user', id: colleague.person.id } });
  return [
    read('threads.list', () => trpc.threads.list.query({}), { bound: 'a page of a list' }),
    change('threads.list', async () => {
      const { nextCursor } = await trpc.threads.list.query({ limit: 1 });
      return () => trpc.threads.list.query({ cursor: nextCursor });
    }, { as: 'next page', bound: 'a page of a list' }),
    read('threads.get', () => trpc.threads.get.query({ roomId })),
    change('threads.create', async () => () => open()),
    change('threads.addParticipants', async () => {
      const { roomId } = await open();
      return () => trpc.threads.addParticipants.mutate({ roomId, userIds: [colleague.person.id] });
    }),
    change('threads.removeParticipant', async () => {
      const { roomId } = await open();
      await trpc.threads.addParticipants.mutate({ roomId, userIds: [colleague.person.id] });
      return () => trpc.threads.removeParticipant.mutate({ roomId, userId: colleague.person.id });
    }),
    read('messages.list', () => trpc.messages.list.query({ roomId }), { as: 'of a thread', bound: 'a page of a room' }),
    change('messages.send', async () => () => trpc.messages.send.mutate(text(roomId, 'Good morning')), { as: 'in the thread of all', bound: 'a send' }),
    change('messages.send', async () => () => trpc.messages.send.mutate({ ...text(roomId, 'Please look'), mentionIds: [colleague.person.id] }), { as: 'with a mention' }),
    read('rooms.events', () => firstOf(roomFeed(worker, roomId)), { as: 'of a thread' }),
    change('inbox.events', async () => {
      const inbox = inboxFeed(worker);
      await inbox.find(({ type }) => type === 'inbox.unread');
      return async () => {
        const known = inbox.values.length;
        await admin.trpc.messages.send.mutate(text(roomId, 'One more'));
        await inbox.until(() => inbox.values.slice(known).some((event) => event.type === 'inbox.thread_changed'));
        inbox.stop();
      };
    }, { as: 'told of a message to all' }),

    change('alerts.raise', async () => () => alert()),
    change('alerts.acknowledge', async () => {
      const { id } = await alert();
      return () => colleague.trpc.alerts.acknowledge.mutate({ alertId: id });
    }),
    change('alerts.seen', async () => {
      const { id } = await alert();
      return () => colleague.trpc.alerts.seen.mutate({ alertId: id });
    }),
    read('alerts.list', () => trpc.alerts.list.query({}), { bound: 'a page of a list' }),
    read('alerts.list', () => trpc.alerts.list.query({ openOnly: true }), { as: 'open', bound: 'a page of a list' }),
    read('alerts.events', () => firstOf(collect((observer) => trpc.alerts.events.subscribe(undefined, observer)))),

    read('notifications.list', () => trpc.notifications.list.query({}), { bound: 'a page of a list' }),
    read('notifications.list', () => trpc.notifications.list.query({ unreadOnly: true }), { as: 'unread', bound: 'a page of a list' }),
    read('notifications.list', () => trpc.notifications.list.query({ types: ['announcement'] }), { as: 'of a rare type', bound: 'a page of a list' }),
    change('notifications.markRead', async () => {
      const { items } = await trpc.notifications.list.query({ limit: 1 });
      return () => trpc.notifications.markRead.mutate({ ids: items.map(({ id }) => id).concat(newId()) });
    }),
    read('notifications.markAllRead', () => trpc.notifications.markAllRead.mutate()),
    read('notifications.events', () => firstOf(notificationFeed(worker))),
    read('notifications.preferences', () => trpc.notifications.preferences.query()),
    read('notifications.setPreferences', () => trpc.notifications.setPreferences.mutate({ channels: { announcement: ['in_app'] } })),
    read('announcements.send', () => admin.trpc.announcements.send.mutate({ title: 'Car park', body: 'Closed on Friday.' }), { toAll: true }),

    read('patients.search', () => trpc.patients.search.query({ query: patientName }), { bound: 'a search' }),
    read('patients.search', () => trpc.patients.search.query({ query: 'mar' }), { as: 'of three letters', bound: 'a search' }),
    read('patients.search', () => trpc.patients.search.query({ query: 'nobody is called so' }), { as: 'without a match', bound: 'a search' }),
    read('patients.get', () => trpc.patients.get.query({ patientId: patient.person.patientId })),
    read('presence.watch', () => firstOf(presenceFeed(worker))),
    read('presence.setStatus', () => trpc.presence.setStatus.mutate({ status: 'online' })),
    read('presence.setOnDuty', () => trpc.presence.setOnDuty.mutate({ onDuty: true })),
    read('presence.setOnDuty', () => trpc.presence.setOnDuty.mutate({ onDuty: false }), { as: 'no longer' }),
  ];
}
