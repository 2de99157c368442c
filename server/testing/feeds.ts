import type { InboxEvent } from '../../shared/inbox.ts';
import type { NotificationEvent } from '../../shared/notifications.ts';
import type { PresenceEvent } from '../../shared/presence.ts';
import type { RoomEvent, RoomSignal } from '../../shared/rooms.ts';
import type { WorkItemEvent } from '../../shared/work-items.ts';
import { collect } from './collect.ts';
import type { TestClient } from './test-client.ts';

export interface TrackedRoomEvent {
  id: string;
  data: RoomEvent;
}

/** The room's durable events as this client receives them. */
export const roomFeed = ({ trpc }: TestClient, roomId: string, lastEventId?: string) =>
  collect<TrackedRoomEvent>((observer) => trpc.rooms.events.subscribe({ roomId, lastEventId }, observer));

export const roomSignals = ({ trpc }: TestClient, roomId: string) =>
  collect<RoomSignal>((observer) => trpc.rooms.signals.subscribe({ roomId }, observer));

export const inboxFeed = ({ trpc }: TestClient) =>
  collect<InboxEvent>((observer) => trpc.inbox.events.subscribe(undefined, observer));

export const presenceFeed = ({ trpc }: TestClient, input?: { tabId: string }) =>
  collect<PresenceEvent>((observer) => trpc.presence.watch.subscribe(input, observer));

/** What this client's person is notified of. */
export const notificationFeed = ({ trpc }: TestClient, lastEventId?: string) =>
  collect<{ id: string; data: NotificationEvent }>((observer) => trpc.notifications.events.subscribe({ lastEventId }, observer));

export const workFeed = ({ trpc }: TestClient, lastEventId?: string) =>
  collect<{ id: string; data: WorkItemEvent }>((observer) => trpc.workItems.events.subscribe({ lastEventId }, observer));
