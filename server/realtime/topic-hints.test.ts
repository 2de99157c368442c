import { expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { topicKinds, type Topic, type TopicKind } from '../../shared/topics.ts';
import { hintShape, topicHints } from './topic-hints.ts';

const tenantId = newId();
const topicOf = (kind: TopicKind): Topic => (topicKinds[kind] === 'each' ? `${kind}:${newId()}` : kind) as Topic;

test.each(Object.keys(topicKinds) as TopicKind[])('another node reads what is written of a topic of the kind %s', (kind) => {
  const hint = { tenantId, topic: topicOf(kind), seq: 42 };
  const { write, read } = topicHints.wire;
  expect(read(write({ ...hint, events: [] }))).toEqual({ ...hint, events: [] });
});

test('a kind that is declared is understood, and no other', () => {
  const shape = hintShape({ shipment: 'each', harbour: 'one' });
  expect([`shipment:${newId()}`, 'harbour', 'room:1', 'shipment', `harbour:${newId()}`].map((topic) => shape.test(`${tenantId} ${topic} 1`))).toEqual([true, true, false, false, false]);
});
