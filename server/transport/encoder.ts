import type { Encoder } from '@trpc/server/adapters/ws';
import { Serialized } from '../realtime/serialized.ts';

/**
 * Writes tRPC's messages as its own JSON encoder does, but copies an event that is text already instead of making it
 * anew for every reader. On the wire there is no difference.
 */
export const encoder: Encoder = {
  encode(message) {
    const stored = asStored(message);
    if (!stored) return JSON.stringify(message);
    const { id, cursor, value } = stored;
    value.onWritten?.(id);
    return trackedText(id, cursor, value.json);
  },
  decode(data) {
    if (typeof data !== 'string') throw new TypeError('Binary frames are not spoken here.');
    return JSON.parse(data);
  },
};

/** A tracked value of the subscription `id` as tRPC writes it. */
export function trackedText(id: unknown, cursor: unknown, json: string): string {
  const place = JSON.stringify(cursor);
  return `{"id":${JSON.stringify(id)},"result":{"type":"data","id":${place},"data":{"id":${place},"data":${json}}}}`;
}

/** The parts of a tracked value that is text already: `{id, result: {type, id, data: {id, data: Serialized}}}`. */
function asStored(message: unknown): { id: unknown; cursor: unknown; value: Serialized } | null {
  const { id, jsonrpc, result } = message as { id?: unknown; jsonrpc?: unknown; result?: { id?: unknown; data?: { data?: unknown } } };
  const value = result?.data?.data;
  return value instanceof Serialized && jsonrpc === undefined ? { id, cursor: result?.id, value } : null;
}
