import { hash } from 'node:crypto';
import type { Topic } from '../../shared/topics.ts';

/**
 * The id of an event towards clients: which history of the log, which place in it, which topic.
 * Opaque to them; to us it shows whether continuity can be proved.
 */
export interface Cursors {
  format(topic: Topic, seq: number): string;
  /** The number after which to go on, or null when the id is not one of this topic in this history. */
  parse(topic: Topic, id: string): number | null;
}

const shape = /^([0-9a-z]{1,16}):(0|[1-9][0-9]{0,14}):([0-9a-f]{8})$/;

export function createCursors(epoch: string): Cursors {
  const tag = (topic: Topic): string => hash('sha256', topic).slice(0, 8);
  return {
    format: (topic, seq) => `${epoch}:${seq}:${tag(topic)}`,
    parse(topic, id) {
      const [, idEpoch, seq, idTag] = shape.exec(id) ?? [];
      return idEpoch === epoch && idTag === tag(topic) ? Number(seq) : null;
    },
  };
}
