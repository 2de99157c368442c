import type { RoomEvent } from '../../../shared/rooms.ts';
import { roomTopic } from '../../../shared/topics.ts';
import type { LogEvent } from '../../realtime/event-log.ts';
import type { Tailers } from '../../realtime/tailers.ts';
import type { Caller } from '../../transport/context.ts';

/** Whether the event says that the person is no longer in the room. */
export function endsMembership(event: LogEvent, userId: string): boolean {
  if (event.type !== 'member.left') return false;
  const body = JSON.parse(event.body) as RoomEvent;
  return body.type === 'member.left' && body.userId === userId;
}

export interface Membership extends Disposable {
  /** Aborts when the person has been removed from the room after `lastSeq`, where they were admitted. */
  endAfter(lastSeq: number): AbortSignal;
}

/**
 * Follows a room's log for a stream that is not a durable feed itself and still has to end with the membership. Follow
 * first and admit then, so that a removal cannot fall between the two.
 */
export async function followMembership(tailers: Tailers, { tenantId, userId }: Caller, roomId: string): Promise<Membership> {
  const { tailer, detach } = await tailers.attach(tenantId, roomTopic(roomId));
  const ended = new AbortController();
  let stopListening = () => {};
  return {
    endAfter(lastSeq) {
      let seen = lastSeq;
      const look = () => {
        if (tailer.top <= seen) return;
        const events = tailer.recent(seen);
        seen = tailer.top;
        // events that are no longer held may have held the removal
        if (!events || events.some((event) => endsMembership(event, userId))) ended.abort();
      };
      stopListening = tailer.onAdvance(look);
      look();
      return ended.signal;
    },
    [Symbol.dispose]() {
      stopListening();
      detach();
    },
  };
}
