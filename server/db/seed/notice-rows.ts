import { v7 } from 'uuid';
import type { TenantKind } from '../../../shared/roles.ts';
import type { TenantTransaction } from '../database.ts';
import type { Cast } from './cast.ts';
import { noticeFacts, type NoticeFact } from './notice-facts.ts';
import { days, hours } from './script.ts';

const minute = 60_000;
/** Who comes back after a night has read what came before it. */
const unreadSince = 7 * hours * minute;
const readAfter = 4 * minute;
const keptFor = 4 * days * minute;

const announcements: Record<TenantKind, { title: string; body: string }> = {
  pharmacy: {
    title: 'Flu vaccinations from Monday',
    body: 'We vaccinate from Monday to Friday, 9:00 to 12:00, without an appointment.\nPlease bring your insurance card.',
  },
  clinic: {
    title: 'Car park closed on Friday',
    body: 'The car park behind the house is being resurfaced on Friday until 14:00.\nPlease use the one at the library, four minutes on foot.',
  },
};

/** Notifies people of what the tenant's other rows say has happened. Comes after all of them. */
export async function insertNotices(trx: TenantTransaction, cast: Cast, kind: TenantKind, now: number): Promise<void> {
  const facts = [...(await announce(trx, cast, kind, now)), ...(await noticeFacts(trx))];
  const recent = facts.filter(({ at }) => now - at.getTime() < keptFor && at.getTime() <= now);
  if (recent.length === 0) return;
  await trx
    .insertInto('notification')
    .values(
      recent.map(({ to, at, type, title, body, entity }) => ({
        tenant_id: cast.tenantId,
        user_id: to,
        id: v7({ msecs: at.getTime() }),
        type,
        title,
        body,
        entity_kind: entity?.kind ?? null,
        entity_id: entity?.id ?? null,
        created_at: at,
        // an alert that was taken needs nobody any more
        read_at: type === 'alert.urgent' || now - at.getTime() > unreadSince ? new Date(at.getTime() + readAfter) : null,
      })),
    )
    .execute();
}

/** The administrator tells everyone something. */
async function announce(trx: TenantTransaction, { tenantId, accounts }: Cast, kind: TenantKind, now: number): Promise<NoticeFact[]> {
  const sender = accounts.find(({ role }) => role === 'admin');
  if (!sender) return [];
  const at = new Date(now - 5 * hours * minute);
  const id = v7({ msecs: at.getTime() });
  const { title, body } = announcements[kind];
  await trx
    .insertInto('announcement')
    .values({ tenant_id: tenantId, id, title, body, sent_by_id: sender.id, client_announcement_id: v7({ msecs: at.getTime() }), sent_at: at })
    .execute();
  return accounts.map(({ id: to }) => ({ to, at, type: 'announcement', title, body, entity: { kind: 'announcement', id } }));
}
