import type { LogEvent } from './event-log.ts';
import { MadeOnce } from './made-once.ts';

/** Events of one topic that became known, or were read, together: ascending. */
export class EventBatch extends MadeOnce {
  readonly events: readonly LogEvent[];

  constructor(events: readonly LogEvent[]) {
    super();
    this.events = events;
  }

  /** The number of the last event; there must be one. */
  get last(): number {
    return this.events.at(-1)!.seq;
  }

  /** Whether these are the very next events after `seq`, without a hole. */
  follows(seq: number): boolean {
    const { events } = this;
    return events.length > 0 && events[0]!.seq === seq + 1 && this.last === seq + events.length;
  }
}
