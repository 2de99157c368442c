import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { feeds, meaningOf, type DurableFeed, type Feeds } from './feeds.ts';
import { topicKinds } from './topics.ts';

const docs = readFileSync(new URL('../docs/realtime.md', import.meta.url), 'utf8');

/** What the page of clients does not name: paths, and types as paths or alone. */
function missingIn(text: string, declared: Feeds): string[] {
  const named = (word: string) => text.includes(`\`${word}\``) || text.includes(`\`${word} {`) || new RegExp(`\`\\w+\\.\\w+\`(?:, \`\\.\\w+\`)*, \`\\${word.slice(word.indexOf('.'))}\``).test(text);
  return Object.entries(declared).flatMap(([path, feed]) =>
    [path, ...(feed.kind === 'durable' ? [feed.joined] : []), ...Object.keys(feed.events)].filter((word) => !named(word)),
  );
}

/** A feed that the product does not have. */
const shipments: DurableFeed = { kind: 'durable', topic: 'work', joined: 'shipments.joined', events: { 'shipment.sent': 'news', 'shipment.seen': 'quiet' } };

test('what clients are told of names every feed and every type of event', () => {
  expect(missingIn(docs, feeds)).toEqual([]);
  expect(missingIn(docs, { ...feeds, 'shipments.events': shipments })).toEqual(['shipments.events', 'shipments.joined', 'shipment.sent', 'shipment.seen']);
});

test('every kind of topic has a feed', () => {
  const followed = Object.values<Feeds[string]>(feeds).flatMap((feed) => (feed.kind === 'durable' ? [feed.topic] : []));
  expect(new Set(followed)).toEqual(new Set(Object.keys(topicKinds)));
});

test('a value means what its feed says of its type', () => {
  const types = ['shipments.joined', 'feed.heartbeat', 'feed.reset', 'shipment.sent', 'shipment.seen', 'shipment.lost'];
  expect(types.map((type) => meaningOf(shipments, type))).toEqual(['joined', 'feed.heartbeat', 'feed.reset', 'news', 'quiet', null]);
  expect(meaningOf(feeds['presence.watch'], 'feed.heartbeat')).toBeNull();
});
