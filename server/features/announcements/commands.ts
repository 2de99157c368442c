import type { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import { limits } from '../../../shared/limits.ts';
import type { Announcement, announcementInputs } from '../../../shared/notifications.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { EventLog } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import { auditCall } from '../audit/audit-log.ts';
import type { Notify } from '../notifications/notify.ts';

type SendInput = z.output<typeof announcementInputs.send>;

export interface AnnouncementDependencies {
  log: EventLog;
  notify: Notify;
}

/**
 * Tells everyone who is active in the tenant, the sender too. People are told in groups, each in one transaction, so
 * that no one else waits long for a place in their log. What breaks off on the way is finished by sending it again with
 * the same `clientAnnouncementId`: whoever has it does not get it twice.
 */
export async function sendAnnouncement({ log, notify }: AnnouncementDependencies, caller: Caller, input: SendInput): Promise<Announcement> {
  const { tenantId } = caller;
  const { announcement, userIds } = await log.write(tenantId, async ({ trx }) => ({
    announcement: await storeAnnouncement(trx, caller, input),
    userIds: await activePeople(trx),
  }));
  const { id, title, body } = announcement;
  for (let at = 0; at < userIds.length; at += limits.notifications.announceTo) {
    const to = userIds.slice(at, at + limits.notifications.announceTo);
    await log.write(tenantId, async ({ trx, append }) => {
      const entity = { kind: 'announcement', id } as const;
      const notices = await notify(trx, { tenantId, to, by: null, type: 'announcement', title, body, entity });
      if (notices.length > 0) await append(notices);
    });
  }
  return { id, title, body, sentBy: { id: caller.userId, name: caller.name }, sentAt: announcement.sent_at.toISOString(), recipients: userIds.length };
}

const announced = ['id', 'title', 'body', 'sent_at'] as const;

async function storeAnnouncement(trx: TenantTransaction, caller: Caller, { clientAnnouncementId = newId(), title, body }: SendInput) {
  const created = await trx
    .insertInto('announcement')
    .values({
      tenant_id: caller.tenantId,
      id: newId(),
      title,
      body,
      sent_by_id: caller.userId,
      client_announcement_id: clientAnnouncementId,
      sent_at: new Date(),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'sent_by_id', 'client_announcement_id']).doNothing())
    .returning(announced)
    .executeTakeFirst();
  if (created) {
    await auditCall(trx, caller, 'announcements.send');
    return created;
  }
  return trx
    .selectFrom('announcement')
    .select(announced)
    .where('sent_by_id', '=', caller.userId)
    .where('client_announcement_id', '=', clientAnnouncementId)
    .executeTakeFirstOrThrow();
}

async function activePeople(trx: TenantTransaction): Promise<string[]> {
  const people = await trx.selectFrom('user_account').select('id').where('disabled_at', 'is', null).orderBy('id').execute();
  return people.map(({ id }) => id);
}
