import type { Encoder } from '@trpc/server/adapters/ws';
import { Serialized } from '../realtime/serialized.ts';

/**
 * Writes tRPC's messages as its own JSON encoder does, but copies an event that is text already instead of making it
 * anew for every reader. On the wire there is no difference.
 */
export const encoder: Encoder = {
  encode(message) {
    const event = asStoredEvent(message);
    if (!event) return JSON.stringify(message);
    const cursor = JSON.stringify(event.cursor);
    return `{"id":${JSON.stringify(event.id)},"result":{"type":"data","id":${cursor},"data":{"id":${cursor},"data":${event.json}}}}`;
  },
  decode(data) {
    if (typeof data !== 'string') throw new TypeError('Binary frames are not spoken here.');
    return JSON.parse(data);
  },
};

/** The parts of a tracked value that holds a stored event: `{id, result: {type, id, data: {id, data: Serialized}}}`. */
function asStoredEvent(message: unknown): { id: unknown; cursor: unknown; json: string } | null {
  const { id, jsonrpc, result } = message as { id?: unknown; jsonrpc?: unknown; result?: { id?: unknown; data?: { data?: unknown } } };
  const value = result?.data?.data;
  return value instanceof Serialized && jsonrpc === undefined ? { id, cursor: result?.id, json: value.json } : null;
}
