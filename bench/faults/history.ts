import type { RoomEvent } from '../../shared/rooms.ts';
import type { Audience } from '../../server/realtime/event-log.ts';

const notInTheLog = new Set<RoomEvent['type']>(['room.joined', 'feed.heartbeat', 'feed.reset']);

/** What one reader was given, in a byte for each event: a long run keeps millions. */
export class History {
  readonly roomId: string;
  readonly audience: Audience;
  /** Where the reader was admitted: what comes after it is theirs. Null until then. */
  start: number | null = null;
  /** What to come back with. */
  lastEventId: string | undefined;
  position = 0;
  deliveries = 0;
  twice = 0;
  outOfOrder = 0;
  /** Of another room, or a note for staff that came to a patient. */
  wrongPerson = 0;
  /** What streams that had begun ended with although their connection held. */
  readonly broken: string[] = [];
  resets = 0;
  resumes = 0;
  /** When each event came, by its number, for as long as somebody wants to know. */
  arrivals: Map<number, number> | null = null;
  #seen = new Uint8Array(1_024);

  constructor(roomId: string, audience: Audience) {
    this.roomId = roomId;
    this.audience = audience;
  }

  has(seq: number): boolean {
    return this.#seen[seq] === 1;
  }

  /** A value of the stream; `id` is absent where it was not tracked. */
  note(id: string | undefined, event: RoomEvent): void {
    if (id !== undefined) this.lastEventId = id;
    if (event.roomId !== this.roomId) this.wrongPerson += 1;
    if (this.audience === 'everyone' && event.type === 'message.created' && event.message.visibility === 'staff') this.wrongPerson += 1;
    if (event.type === 'room.joined') this.start ??= event.seq;
    if (event.type === 'feed.reset') this.resets += 1;
    if (!notInTheLog.has(event.type)) this.#keep(event.seq);
  }

  #keep(seq: number): void {
    if (seq >= this.#seen.length) {
      const larger = new Uint8Array(Math.max(seq + 1, this.#seen.length * 2));
      larger.set(this.#seen);
      this.#seen = larger;
    }
    if (this.#seen[seq] === 1) this.twice += 1;
    else if (seq < this.position) this.outOfOrder += 1;
    this.#seen[seq] = 1;
    this.position = Math.max(this.position, seq);
    this.deliveries += 1;
    this.arrivals?.set(seq, performance.now());
  }
}
