import { newId } from '../shared/ids.ts';
import type { RoomEvent } from '../shared/rooms.ts';
import type { LeanSocket } from './lean-socket.ts';

export interface Member {
  socket: LeanSocket;
  roomId: string;
}

export interface ChatRoomsResult {
  sends: number;
  deliveries: number;
  seconds: number;
  /** Milliseconds from the call of `messages.send` to the arrival at each member. */
  latencies: number[];
  /** What must be empty: messages missing, twice or out of order. */
  faults: string[];
}

/**
 * Members of many rooms write and read at once: `inFlight` sends under way until `sends` are done, each stored by the
 * server before it is delivered to every member of its room. Resolves when everything has arrived everywhere.
 */
export async function chatRooms(members: Member[], { sends, inFlight }: { sends: number; inFlight: number }): Promise<ChatRoomsResult> {
  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  const faults: string[] = [];
  const perRoom = Map.groupBy(members, ({ roomId }) => roomId);
  const expected = new Map<string, number>();
  const readers = members.map(() => ({ lastSeq: 0, received: 0 }));
  let deliveries = 0;
  let arrived = () => {};

  await Promise.all(
    members.map(({ socket, roomId }, index) =>
      socket.subscribe('rooms.events', { roomId }, (value) => {
        const { data } = value as { data: RoomEvent };
        if (data.type === 'feed.reset') faults.push(`reset in ${roomId}`);
        if (data.type !== 'message.created') return;
        const reader = readers[index]!;
        if (data.seq <= reader.lastSeq) faults.push(`${data.seq} after ${reader.lastSeq} in ${roomId}`);
        reader.lastSeq = data.seq;
        const started = sentAt.get(data.message.clientMessageId);
        if (started === undefined) return;
        latencies.push(performance.now() - started);
        reader.received += 1;
        deliveries += 1;
        arrived();
      }),
    ),
  );

  const startedAt = performance.now();
  let next = 0;
  async function writer(): Promise<void> {
    for (let n = next++; n < sends; n = next++) {
      const { socket, roomId } = members[(n * 7) % members.length]!;
      const clientMessageId = newId();
      expected.set(roomId, (expected.get(roomId) ?? 0) + 1);
      sentAt.set(clientMessageId, performance.now());
      await socket.mutate('messages.send', { roomId, clientMessageId, content: `message ${n} of the load`, messageType: 'text' });
    }
  }
  await Promise.all(Array.from({ length: inFlight }, writer));

  const total = [...expected].reduce((sum, [roomId, count]) => sum + count * perRoom.get(roomId)!.length, 0);
  await new Promise<void>((resolve) => {
    arrived = () => {
      if (deliveries >= total) resolve();
    };
    arrived();
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const [index, { roomId }] of members.entries())
    if (readers[index]!.received !== (expected.get(roomId) ?? 0))
      faults.push(`a member of ${roomId} received ${readers[index]!.received} of ${expected.get(roomId)}`);
  return { sends, deliveries, seconds, latencies, faults };
}
