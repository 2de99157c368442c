import { pino, type DestinationStream } from 'pino';
import type { LogLevel } from './env.ts';

/** Everything that a log line may carry: names, numbers and ids. What people wrote and who they are has no field. */
const fields = [
  'requestId', 'connectionId', 'sessionId', 'tenantId', 'userId', 'roomId',
  'method', 'path', 'type', 'status', 'code', 'reason', 'closeCode', 'signal',
  'topic', 'seq', 'count', 'bytes', 'durationMs', 'host', 'port',
] as const;

type LogFields = Partial<Record<(typeof fields)[number], string | number | boolean | null>> & { error?: unknown };

/** `message` is constant text: whatever varies is a field. */
type Write = (message: string, fields?: LogFields) => void;
export type Logger = Record<'debug' | 'info' | 'warn' | 'error', Write>;

const longestValue = 200;

/** Writes one JSON object a line. A field that is not on the list, or is not a plain short value, is left out. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination({ dest: 1, sync: true }));
  const write =
    (severity: keyof Logger): Write =>
    (message, given = {}) =>
      log[severity](allowed(given), message);
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function allowed(given: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const field of fields) {
    const value = given[field];
    if (isPlain(value)) line[field] = value;
  }
  if (given.error !== undefined) line['error'] = describe(given.error);
  return line;
}

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= longestValue);

/** What failed and where. The message of an error is left out: databases and parsers quote the values they choke on. */
function describe(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const stack = error.stack ?? '';
  const frames = stack.slice(stack.indexOf(error.message) + error.message.length);
  const at = frames.split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
  const cause = error.cause instanceof Error && depth < 3 ? { cause: describe(error.cause, depth + 1) } : {};
  return { name: error.constructor.name, ...code, at, ...cause };
}
