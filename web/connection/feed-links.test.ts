import { observable } from '@trpc/server/observable';
import { expect, test } from 'vitest';
import { feeds, type Feeds } from '../../shared/feeds.ts';
import { watchFeeds } from './feed-links.ts';

/** What is told of a subscription to `path` that gets these results, one after the other. */
function told(path: string, ...results: object[]): string[] {
  return toldOf(feeds, path, ...results);
}
function toldOf(known: Feeds, path: string, ...results: object[]): string[] {
  const words: string[] = [];
  const tell = (word: string) => () => words.push(word);
  const link = watchFeeds({
    opened: tell('opened'),
    started: tell('started'),
    interrupted: tell('interrupted'),
    ended: tell('ended'),
    received: tell('received'),
  }, known)({});
  const next = () => observable((observer) => results.forEach((result) => observer.next({ result })));
  const op = { id: 1, type: 'subscription', path, input: undefined, context: {}, signal: null } as const;
  link({ op, next }).subscribe({});
  return words;
}

const started = { type: 'started' };
const tracked = (type: string) => ({ type: 'data', id: 'a:1', data: { id: 'a:1', data: { type } } });

test('a fleeting feed is current as soon as it has started', () => {
  expect(told('presence.watch', started, { type: 'data', data: { type: 'presence.changed' } })).toEqual(['opened', 'started']);
});

test('a durable feed is current once it has said that nothing is missing, and what came before was missed', () => {
  expect(told('rooms.events', started, tracked('room.joined'), tracked('message.created'))).toEqual(['opened', 'started', 'received']);
  const resumed = [{ type: 'state', state: 'connecting' }, started, tracked('message.created'), tracked('feed.heartbeat')];
  expect(told('rooms.events', ...resumed)).toEqual(['opened', 'interrupted', 'received', 'started']);
});

test.each(Object.entries<Feeds[string]>(feeds))('%s is current when it says so, and not before', (path, feed) => {
  const first = feed.kind === 'durable' ? feed.joined : Object.keys(feed.events)[0]!;
  expect(told(path, started)).toEqual(feed.kind === 'durable' ? ['opened'] : ['opened', 'started']);
  expect(told(path, started, tracked(first))).toEqual(['opened', 'started']);
});

test('a feed that is declared needs nothing else to be counted', () => {
  const known: Feeds = { 'shipments.events': { kind: 'durable', topic: 'work', joined: 'shipments.joined', events: { 'shipment.sent': 'news', 'shipment.seen': 'quiet' } } };
  expect(toldOf(known, 'shipments.events', started, tracked('shipments.joined'), tracked('shipment.seen'), tracked('shipment.sent'))).toEqual(['opened', 'started', 'received']);
});
