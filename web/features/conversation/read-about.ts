import type { trpc } from '../../lib/trpc.ts';
import type { About, RoomKind } from './conversation.ts';

type Client = ReturnType<typeof trpc.useUtils>['client'];

/** Reads what the room is for from the feature that it belongs to. */
export async function readAbout(client: Client, kind: RoomKind, roomId: string, signal: AbortSignal): Promise<About> {
  switch (kind) {
    case 'order':
      return { kind, ...(await client.chatOrders.get.query({ roomId }, { signal })) };
    case 'thread': {
      const { participants: _participants, lastMessage: _lastMessage, updatedAt: _updatedAt, ...thread } = await client.threads.get.query({ roomId }, { signal });
      return { kind, ...thread };
    }
  }
}
