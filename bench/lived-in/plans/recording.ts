import pg from 'pg';

/** A statement as it went to the database, values as on the wire. */
export interface Recorded {
  text: string;
  values: (string | null)[];
  /** What its transaction had set before: the tenant, a role. */
  scope: Pick<Recorded, 'text' | 'values'>[];
  /** What was being done when it was sent; something else may have sent it at the same time. */
  during: string;
}

export interface Recording {
  readonly statements: readonly Recorded[];
  /** Says what is being done from here on. */
  during: string;
  stop(): void;
}

/** node-postgres has made text or bytes of every value. */
type WireValue = string | Buffer | null | undefined;

interface Wire {
  startup(config: { application_name?: string }): void;
  query(text: string): void;
  parse(message: { name?: string; text: string }): void;
  bind(message: { statement?: string; values?: WireValue[] }): void;
}

interface Known {
  texts: Map<string, string>;
  scope: Recorded['scope'];
}

const isScope = (text: string): boolean => /^(set |select set_config\()/i.test(text);
const isBoundary = (text: string): boolean => /^(begin|start transaction|commit|rollback)/i.test(text);
/** Comments say how a statement is sent. */
const bare = (text: string): string => text.replace(/^(--[^\n]*\n)+/, '').trim();

/** Listens at the wire protocol of connections that are opened from here on as the application's: whatever lies above, nothing passes by. */
export function startRecording(): Recording {
  const wire = pg.Connection.prototype as unknown as Wire;
  const { startup, query, parse, bind } = wire;
  const known = new WeakMap<Wire, Known>();
  const statements: Recorded[] = [];
  const recording: Recording = { statements, during: '', stop: () => Object.assign(wire, { startup, query, parse, bind }) };

  function sent(connection: Known, text: string, values: Recorded['values']): void {
    if (isBoundary(text)) connection.scope = [];
    else if (isScope(text)) connection.scope = [...connection.scope, { text, values }];
    else if (text !== '') statements.push({ text, values, scope: connection.scope, during: recording.during });
  }

  Object.assign(wire, {
    startup(this: Wire, config) {
      if (config.application_name === 'medsync') known.set(this, { texts: new Map(), scope: [] });
      startup.call(this, config);
    },
    query(this: Wire, text) {
      const connection = known.get(this);
      if (connection) sent(connection, bare(text), []);
      query.call(this, text);
    },
    parse(this: Wire, message) {
      known.get(this)?.texts.set(message.name ?? '', bare(message.text));
      parse.call(this, message);
    },
    bind(this: Wire, message) {
      const connection = known.get(this);
      if (connection) sent(connection, connection.texts.get(message.statement ?? '') ?? '', (message.values ?? []).map(asText));
      bind.call(this, message);
    },
  } satisfies Wire);
  return recording;
}

const asText = (value: WireValue): string | null => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : (value ?? null));
