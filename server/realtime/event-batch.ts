import type { LogEvent } from './event-log.ts';
import { MadeOnce } from './made-once.ts';

/** Events of one topic that follow each other and became known together. */
export class EventBatch extends MadeOnce {
  readonly events: readonly LogEvent[];
  readonly first: number;
  readonly last: number;

  /** `events` are not empty and without a hole. */
  constructor(events: readonly LogEvent[]) {
    super();
    this.events = events;
    this.first = events[0]!.seq;
    this.last = events.at(-1)!.seq;
  }
}
