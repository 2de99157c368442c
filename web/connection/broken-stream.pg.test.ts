import { createTRPCClient } from '@trpc/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { RoomEvent } from '../../shared/rooms.ts';
import { collect } from '../../server/testing/collect.ts';
import type { TrackedRoomEvent } from '../../server/testing/feeds.ts';
import { openPharmacy } from '../../server/testing/pharmacy.ts';
import { newOrder, text } from '../../server/testing/requests.ts';
import { startTestApp } from '../../server/testing/test-app.ts';
import { createLinks } from '../lib/links.ts';
import { createServerTime } from '../lib/server-time.ts';
import type { Session } from '../lib/session.ts';
import type { AppRouter } from '../lib/trpc.ts';
import { stubBrowser } from './browser-stand-in.ts';
import type { ConnectionState } from './connection-machine.ts';
import { createConnection } from './connection-store.ts';

const bug = new Error('Nobody foresaw this.');
/** So many streams are still to fail, each before its third event. */
const failing = vi.hoisted(() => ({ streams: 3 }));

vi.mock(import('../../server/realtime/event-stream.ts'), async (original) => {
  const { eventStream } = await original();
  return {
    // event by event and without rests, so that the stream itself is at work when it fails
    async *eventStream({ direct: _direct, rests: _rests, ...options }: Parameters<typeof eventStream>[0]) {
      let told = 0;
      for await (const item of eventStream(options)) {
        if (item.kind === 'event' && ++told === 3 && failing.streams-- > 0) throw bug;
        yield item;
      }
    },
  };
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('R7: a stream that ends with an error in the middle, again and again, is resumed: nobody sees it, nothing is lost or doubled', async () => {
  stubBrowser();
  // the shortest of waits
  vi.spyOn(Math, 'random').mockReturnValue(0.01);
  const error = vi.fn<(message: string, fields?: object) => void>();
  const silent = () => undefined;
  await using app = await startTestApp({ logger: { debug: silent, info: silent, warn: silent, error } });
  const { pharmacist, patient } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);

  const session = { freshToken: async () => patient.token, renewedToken: async () => patient.token } as Session;
  const connection = createConnection({ socket: `${app.url.replace('http', 'ws')}/trpc`, stream: `${app.url}/trpc/stream`, ready: `${app.url}/readyz` }, session);
  const states: ConnectionState['name'][] = [];
  connection.subscribe(() => states.push(connection.getSnapshot().state.name));
  const trpc = createTRPCClient<AppRouter>({ links: createLinks(connection, session, createServerTime()) });
  const feed = collect<TrackedRoomEvent>((observer) => trpc.rooms.events.subscribe({ roomId }, observer));
  await feed.find(({ data }) => data.type === 'room.joined');

  const words = Array.from({ length: 12 }, (_, number) => `line ${number}`);
  for (const line of words) await pharmacist.trpc.messages.send.mutate(text(roomId, line));
  const received = () => feed.values.flatMap(({ data }) => contentOf(data));
  await feed.until(() => received().at(-1) === words.at(-1));
  await vi.waitUntil(() => connection.getSnapshot().state.name === 'live');

  expect(received()).toEqual(words);
  expect(feed.values.filter(({ data }) => data.type === 'feed.reset')).toEqual([]);
  expect(feed.errors).toEqual([]);
  expect(states).not.toContain('offline');
  expect(states).not.toContain('reconnecting');
  expect(error.mock.calls).toEqual(Array.from({ length: 3 }, () => ['call failed', { path: 'rooms.events', error: bug }]));
  feed.stop();
  connection.stop();
});

const contentOf = (event: RoomEvent): string[] => (event.type === 'message.created' ? [event.message.content] : []);
