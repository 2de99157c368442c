import type { AlertEvent } from './alerts.ts';
import type { ChartViewers } from './charts.ts';
import type { InboxEvent } from './inbox.ts';
import type { NotificationEvent } from './notifications.ts';
import type { PresenceEvent } from './presence.ts';
import type { RoomEvent, RoomSignal } from './rooms.ts';
import type { ScheduleEvent, ScheduleSignal } from './schedule.ts';
import type { TopicKind } from './topics.ts';
import type { WorkItemEvent } from './work-items.ts';

/** What every durable feed says of itself, beside its events. */
const notices = ['feed.reset', 'feed.heartbeat'] as const;
type Notice = (typeof notices)[number];

/** `news` of the world, or `quiet`: of what the reader has done themselves, which nobody has to be told that they missed. */
type Weight = 'news' | 'quiet';

/** A topic's stored events, which a reader gets once each and in order, across reconnects. */
export interface DurableFeed {
  kind: 'durable';
  topic: TopicKind;
  /** The first value of a fresh subscription: nothing before it is missing. */
  joined: string;
  events: Readonly<Record<string, Weight>>;
}

/** A state: the whole of it first, then what changes. Nothing is stored. */
export interface FleetingFeed {
  kind: 'fleeting';
  events: Readonly<Record<string, Weight>>;
}

export type Feed = DurableFeed | FleetingFeed;
export type Feeds = Readonly<Record<string, Feed>>;

/** The compiler wants every type of event that the feed yields. */
const durable =
  <Event extends { type: string }>() =>
  <Joined extends Event['type']>(topic: TopicKind, joined: Joined, events: Record<Exclude<Event['type'], Joined | Notice>, Weight>): DurableFeed => ({
    kind: 'durable',
    topic,
    joined,
    events,
  });

const fleeting = <Event extends { type: string }>(events: Record<Event['type'], Weight>): FleetingFeed => ({ kind: 'fleeting', events });

/** Every feed by the path of its subscription. What clients may rely on is in `docs/realtime.md`. */
export const feeds = {
  'rooms.events': durable<RoomEvent>()('room', 'room.joined', {
    'message.created': 'news',
    'message.updated': 'news',
    'order.updated': 'news',
    'member.joined': 'news',
    'member.left': 'news',
  }),
  'notifications.events': durable<NotificationEvent>()('person', 'notifications.joined', {
    'notification.created': 'news',
    'notification.read': 'quiet',
  }),
  'workItems.events': durable<WorkItemEvent>()('work', 'work.joined', {
    'task.updated': 'news',
    'prior_auth.updated': 'news',
    'lab_result.updated': 'news',
  }),
  'schedule.events': durable<ScheduleEvent>()('schedule', 'schedule.joined', {
    'appointment.created': 'news',
    'appointment.updated': 'news',
    'appointment.cancelled': 'news',
    'appointment.checked_in': 'news',
    'clinic.settings_changed': 'news',
  }),
  'alerts.events': durable<AlertEvent>()('alerts', 'alerts.joined', { 'alert.updated': 'news' }),
  'rooms.signals': fleeting<RoomSignal>({ typing: 'news', viewers: 'news', receipt: 'news' }),
  'inbox.events': fleeting<InboxEvent>({
    'inbox.unread': 'news',
    'inbox.changed': 'news',
    'inbox.thread_changed': 'news',
    'inbox.viewers': 'news',
    'inbox.claim_lost': 'news',
  }),
  'presence.watch': fleeting<PresenceEvent>({ 'presence.snapshot': 'news', 'presence.changed': 'news' }),
  'schedule.signals': fleeting<ScheduleSignal>({ 'schedule.holds': 'news' }),
  'patients.viewers': fleeting<ChartViewers>({ viewers: 'news' }),
} satisfies Feeds;

/** What a type of value says of the feed that yields it; null when the feed does not know the type. */
export function meaningOf(feed: Feed, type: string): Weight | 'joined' | Notice | null {
  if (feed.kind === 'durable' && type === feed.joined) return 'joined';
  const notice = feed.kind === 'durable' ? notices.find((each) => each === type) : undefined;
  return notice ?? feed.events[type] ?? null;
}
