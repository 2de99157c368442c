import pg from 'pg';
import { limits } from '../../shared/limits.ts';

export interface StoredMessage {
  /** The order in which the database took them. */
  seq: number;
  room: string;
  sender: string;
  clientId: string;
  content: string;
  createdAt: string;
}

export interface MessageTable {
  insert(message: Pick<StoredMessage, 'room' | 'sender' | 'clientId' | 'content'>): Promise<StoredMessage>;
  after(room: string, seq: number): Promise<StoredMessage[]>;
  close(): Promise<void>;
}

const columns = `id as seq, room, sender, client_id as "clientId", content, created_at as "createdAt"`;

/** Where all peers store messages: one statement each, through a pool of the size that MedSync has. */
export async function openMessageTable(databaseUrl: string, name: string): Promise<MessageTable> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: limits.database.poolSize });
  pool.on('error', () => undefined);
  await pool.query(`
    create table if not exists ${name} (
      id bigint generated always as identity primary key,
      room uuid not null,
      sender uuid not null,
      client_id uuid not null unique,
      content text not null,
      created_at timestamptz not null default now()
    )`);
  await pool.query(`create index if not exists ${name}_of_room on ${name} (room, id)`);

  async function query(statement: string, text: string, values: unknown[]): Promise<StoredMessage[]> {
    const { rows } = await pool.query<Omit<StoredMessage, 'seq'> & { seq: string }>({ name: statement, text, values });
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  return {
    async insert({ room, sender, clientId, content }) {
      const text = `insert into ${name} (room, sender, client_id, content) values ($1, $2, $3, $4) returning ${columns}`;
      const [stored] = await query('insert', text, [room, sender, clientId, content]);
      return stored!;
    },
    after: (room, seq) => query('after', `select ${columns} from ${name} where room = $1 and id > $2 order by id limit 200`, [room, seq]),
    close: () => pool.end(),
  };
}
