import { runAsSuperuser } from '../../server/testing/superuser.ts';
import type { LogEntry } from './findings.ts';
import type { Stage } from './stage.ts';

/** What the rooms' logs hold, past every fault: the truth that all else is compared with. */
export async function readLog({ database, clinic }: Stage): Promise<LogEntry[]> {
  const rows = await runAsSuperuser(
    database.directUrl(),
    `select substr(topic, 6) as room_id, seq::int, audience, body::json -> 'message' ->> 'clientMessageId' as client_message_id
     from event where tenant_id = $1 and topic like 'room:%' order by topic, seq`,
    [clinic.tenantId],
  );
  return rows.map((row) => ({
    roomId: row['room_id'] as string,
    seq: row['seq'] as number,
    audience: row['audience'] as LogEntry['audience'],
    clientMessageId: row['client_message_id'] as string | null,
  }));
}

export async function claimsInHistory({ database, clinic }: Stage): Promise<Map<string, number>> {
  const rows = await runAsSuperuser(
    database.directUrl(),
    `select room_id, count(*)::int as claims from order_change where tenant_id = $1 and kind = 'claimed' group by room_id`,
    [clinic.tenantId],
  );
  return new Map(rows.map((row) => [row['room_id'] as string, row['claims'] as number]));
}
