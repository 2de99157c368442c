import { z } from 'zod';
import { createRouter, type RouterDependencies } from '../../server/transport/router.ts';

/** `small`: only what must be there. `large`: texts, lists and pages as long as they may be. `edge`: everything that may be there, at its largest. */
export const sizes = ['small', 'large', 'edge'] as const;
export type Size = (typeof sizes)[number];

/** Ids by the procedure and the name of the field that wants one; undefined: a new one each time. */
export type Known = (path: string, field: string) => string | undefined;

/** A procedure of the router, and inputs for it that its schema admits. */
export interface Procedure {
  path: string;
  method: 'query' | 'mutation' | 'subscription';
  input(size: Size, known: Known): unknown;
}

/** The part of JSON Schema that the schemas of the inputs use. */
interface Node {
  type?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Node[];
  oneOf?: Node[];
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

interface Wanted {
  path: string;
  field: string;
  size: Size;
  known: Known;
}

/** Every procedure of the router. Nothing is called, so nothing is needed to build it. */
export function proceduresOf(): Procedure[] {
  const nothing = new Proxy({}, { get: () => ({}) }) as RouterDependencies;
  const { procedures } = createRouter(nothing)._def as unknown as { procedures: Record<string, { _def: { type: Procedure['method']; inputs: z.ZodType[] } }> };
  return Object.entries(procedures).map(([path, { _def }]) => {
    const [schema] = _def.inputs;
    const node = schema ? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node) : {};
    return { path, method: _def.type, input: (size, known) => valueOf(node, { path, field: '', size, known }) };
  });
}

const largestNumber = 1_000_000_000;
const mostItems = 1_000;
const longest = 5_000;
/** Positions that only an answer can name. */
const omitted = new Set(['cursor', 'lastEventId']);
const soughtFor = new Set(['search', 'query']);

function valueOf(node: Node, wanted: Wanted): unknown {
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return valueOf(choices.find(({ type }) => type !== 'null') ?? choices[0]!, wanted);
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  switch (node.type) {
    case 'object':
      return objectOf(node, wanted);
    case 'array':
      return arrayOf(node, wanted);
    case 'string':
      return textOf(node, wanted);
    case 'integer':
    case 'number':
      return numberOf(node, wanted);
    case 'boolean':
      return true;
    default:
      return undefined;
  }
}

function objectOf({ properties = {}, required = [] }: Node, wanted: Wanted): Record<string, unknown> {
  const wantedFields = Object.entries(properties).filter(([field, node]) => {
    if (required.includes(field)) return true;
    return !omitted.has(field) && (wanted.size === 'edge' || (wanted.size === 'large' && widens(node)));
  });
  return Object.fromEntries(wantedFields.map(([field, node]) => [field, valueOf(node, { ...wanted, field })]));
}

/** Whether filling the field in makes the call larger; ids and words of a closed list make it narrower. */
function widens({ anyOf, type, format, items, enum: words }: Node): boolean {
  if (anyOf) return anyOf.some(widens);
  if (words || format) return false;
  return type === 'integer' || type === 'string' || (type === 'array' && items !== undefined && !items.enum);
}

function arrayOf({ items = {}, minItems = 0, maxItems = 0 }: Node, wanted: Wanted): unknown[] {
  const length = wanted.size === 'small' ? Math.max(minItems, Math.min(1, maxItems)) : Math.min(maxItems, mostItems);
  if (items.enum) return items.enum.slice(0, length);
  return Array.from({ length }, () => valueOf(items, wanted));
}

function textOf({ format, minLength = 0, maxLength = longest }: Node, { path, field, size, known }: Wanted): string {
  if (format === 'uuid') return known(path, field) ?? '$id';
  if (format === 'date-time') return timeOf(field, size);
  if (format === 'email') return 'nobody.$id@bench.test';
  // a short text finds much
  const short = size === 'small' || (size === 'large' && soughtFor.has(field));
  return 'a'.repeat(short ? Math.max(1, minLength) : maxLength);
}

const days = (count: number): string => new Date(Date.now() + count * 24 * 3_600_000).toISOString();

function timeOf(field: string, size: Size): string {
  if (field === 'to') return days(size === 'small' ? 1 : 41.9);
  return days(field === 'endsAt' ? 0.02 : 0);
}

/** A page as long as it may be; of other numbers the first that there is. */
function numberOf({ minimum = 0, maximum = largestNumber }: Node, { field, size }: Wanted): number {
  const least = Math.max(minimum, field === 'expectedVersion' || field === 'seq' ? 1 : 0);
  return size === 'small' || field === 'expectedVersion' ? least : Math.min(maximum, largestNumber);
}
