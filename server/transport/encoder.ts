import { Serialized } from '../realtime/serialized.ts';
import { requirePlainJson } from './json-shape.ts';

/**
 * Writes tRPC's messages as its own JSON encoder does, but copies an event that is text already instead of making it
 * anew for every reader. On the wire there is no difference.
 */
export const encoder = {
  encode(message: object): string {
    const ready = asText(message);
    if (!ready) return JSON.stringify(message);
    const { id, cursor, value } = ready;
    return cursor === undefined ? dataText(id, value.json) : trackedText(id, cursor, value.json);
  },
  decode(data: unknown): unknown {
    if (typeof data !== 'string') throw new TypeError('Binary frames are not spoken here.');
    requirePlainJson(data);
    return JSON.parse(data);
  },
};

/** A tracked value of the subscription `id` as tRPC writes it. */
export function trackedText(id: unknown, cursor: unknown, json: string): string {
  const place = JSON.stringify(cursor);
  return `{"id":${JSON.stringify(id)},"result":{"type":"data","id":${place},"data":{"id":${place},"data":${json}}}}`;
}

/** A value of the subscription `id` that is not tracked as tRPC writes it. */
export const dataText = (id: unknown, json: string): string => `{"id":${JSON.stringify(id)},"result":{"type":"data","data":${json}}}`;

/** The parts of a value that is text already: `{id, result: {type, id, data: {id, data: Serialized}}}` when it is tracked, else `{id, result: {type, data: Serialized}}`. */
function asText(message: unknown): { id: unknown; cursor: unknown; value: Serialized } | null {
  const { id, jsonrpc, result } = message as { id?: unknown; jsonrpc?: unknown; result?: { id?: unknown; data?: unknown } };
  if (jsonrpc !== undefined || !result) return null;
  if (result.data instanceof Serialized) return { id, cursor: undefined, value: result.data };
  const { data: value } = (result.data ?? {}) as { data?: unknown };
  return value instanceof Serialized ? { id, cursor: result.id, value } : null;
}
