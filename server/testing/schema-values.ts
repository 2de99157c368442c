import type { z } from 'zod';
import { newId } from '../../shared/ids.ts';
import { oddValues } from './odd-values.ts';

/** What Zod knows of a schema, as far as it is looked at here. */
interface Definition {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: unknown[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
}

interface Check {
  check: string;
  value?: number;
  minimum?: number;
  maximum?: number;
  length?: number;
}

const definitionOf = (schema: z.ZodType): Definition => schema._zod.def;

interface Bounds {
  format?: string | undefined;
  /** Of a number itself, of a text or list its length. */
  minimum?: number | undefined;
  maximum?: number | undefined;
}

/** What the schema itself says; a format alone is no bound of a number. */
export function boundsOf(schema: z.ZodType): Bounds {
  const { format, checks = [] } = schema._zod.def as unknown as { format?: string; checks?: z.core.$ZodCheck[] };
  const found: Bounds = { format: format ?? (schema as { format?: string }).format };
  for (const { check, value, minimum, maximum, length } of checks.map((each) => each._zod.def as unknown as Check)) {
    if (check === 'greater_than' || check === 'min_length') found.minimum = value ?? minimum;
    if (check === 'less_than' || check === 'max_length') found.maximum = value ?? maximum;
    if (check === 'length_equals') found.minimum = found.maximum = length;
  }
  return found;
}

/** The value to take for an id or other text of that name; undefined where any will do. */
export type Known = (name: string) => unknown;

const texts = (later: number) => [newId(), `${new Date().getUTCFullYear() + 1}-01-01T${String(9 + later).padStart(2, '0')}:00:00Z`, 'x', `09:${30 + later}`, 'UTC', 'somebody@example.test'];

/**
 * A value that the schema takes. Where fields depend on each other, each is a little `later` than the one before it.
 * Throws for a kind of schema that is not known here: teach it.
 */
export function sampleOf(schema: z.ZodType, known: Known = () => undefined, name = '', later = 0): unknown {
  const { type, ...is } = definitionOf(schema);
  switch (type) {
    case 'object': {
      const fields = (step: number) => Object.fromEntries(Object.entries(is.shape!).map(([key, field], index) => [key, sampleOf(field, known, key, index * step)]));
      return schema.safeParse(fields(0)).success ? fields(0) : fields(1);
    }
    case 'array':
      return Array.from({ length: sizeOf(boundsOf(schema)) }, () => sampleOf(is.element!, known, name));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return sampleOf(is.innerType!, known, name, later);
    case 'pipe':
      return sampleOf(is.in!, known, name, later);
    case 'union':
      return sampleOf(is.options![0]!, known, name, later);
    case 'record':
      return { [sampleOf(is.keyType!) as string]: sampleOf(is.valueType!, known, name) };
    case 'enum':
      return Object.values(is.entries!)[0];
    case 'literal':
      return is.values![0];
    case 'never':
      return undefined;
    case 'boolean':
      return true;
    case 'number':
      return Math.max(1, boundsOf(schema).minimum ?? 1) + later;
    case 'string':
      return sampleText(schema, known(name), name, later);
    default:
      throw new Error(`Samples of ${type} are not known.`);
  }
}

const sizeOf = ({ minimum = 1, maximum = 1 }: Bounds): number => Math.min(Math.max(minimum, 1), maximum);

function sampleText(schema: z.ZodType, known: unknown, name: string, later: number): unknown {
  const value = [known, ...texts(later)].find((each) => each !== undefined && schema.safeParse(each).success);
  if (value === undefined) throw new Error(`No sample is a ${name}.`);
  return value;
}

/** A value that differs from a sample in one place, and the name of that place. */
export interface Variant {
  place: string;
  value: unknown;
}

const edgesOf = ({ minimum, maximum }: Bounds): number[] =>
  [minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1]));

/** The sample with each place in it replaced by everything `odd`, one after the other, down to the last leaf. */
export function* variantsOf(schema: z.ZodType, known: Known, name = '', odd: readonly unknown[] = oddValues): Generator<Variant> {
  const { type, ...is } = definitionOf(schema);
  const inside = (step: string, inner: z.ZodType, put: (value: unknown) => unknown, label = step) =>
    [...variantsOf(inner, known, label, odd)].map(({ place, value }) => ({ place: [step, place].filter(Boolean).join('.'), value: put(value) }));
  switch (type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return yield* variantsOf(is.innerType!, known, name, odd);
    case 'pipe':
      return yield* variantsOf(is.in!, known, name, odd);
    case 'union':
      for (const option of is.options!) yield* variantsOf(option, known, name, odd);
      return;
  }
  for (const value of [...odd, ...edgesOf(boundsOf(schema))]) yield { place: '', value };
  switch (type) {
    case 'object':
      for (const [key, field] of Object.entries(is.shape!)) {
        const whole = sampleOf(schema, known) as object;
        yield { place: key, value: { ...whole, [key]: undefined } };
        yield* inside(key, field, (value) => ({ ...whole, [key]: value }));
      }
      yield { place: 'more', value: { ...(sampleOf(schema, known) as object), more: 1 } };
      return;
    case 'array': {
      const { maximum = 50 } = boundsOf(schema);
      for (const count of [0, maximum, maximum + 1]) yield { place: `${count}`, value: Array.from({ length: count }, () => sampleOf(is.element!, known, name)) };
      return yield* inside('0', is.element!, (value) => [value], name);
    }
    case 'record':
      return yield* inside('value', is.valueType!, (value) => ({ [sampleOf(is.keyType!) as string]: value }));
  }
}

/** Every schema in the schema that holds no other, with its place. */
export function* leavesOf(schema: z.ZodType, place = ''): Generator<{ place: string; type: string; schema: z.ZodType }> {
  const { type, innerType, in: first, shape, element, options, keyType, valueType } = definitionOf(schema);
  const within = [innerType, first, element, keyType, valueType, ...(options ?? [])].filter((each) => each !== undefined);
  if (type === 'array' || within.length + Object.keys(shape ?? {}).length === 0) yield { place, type, schema };
  for (const inner of within) yield* leavesOf(inner, place);
  for (const [key, field] of Object.entries(shape ?? {})) yield* leavesOf(field, `${place}.${key}`);
}
