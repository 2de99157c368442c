import { Serialized } from '../realtime/serialized.ts';

/** How many bytes the value takes as JSON, as far as short texts have nothing in them that must be escaped. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length < 100 ? Buffer.byteLength(value) + 2 : Buffer.byteLength(JSON.stringify(value));
  if (typeof value !== 'object' || value === null) return 6;
  if (value instanceof Serialized) return Buffer.byteLength(value.json);
  if (value instanceof Date) return 26;
  let bytes = 2;
  if (Array.isArray(value)) for (const each of value) bytes += sizeOf(each) + 1;
  else for (const key in value) bytes += key.length + 4 + sizeOf((value as Record<string, unknown>)[key]);
  return bytes;
}
