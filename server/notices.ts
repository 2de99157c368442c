import { limits } from '../shared/limits.ts';
import type { OnCall } from './features/alerts/alert-log.ts';
import type { Notify } from './features/notifications/notify.ts';
import type { SendDependencies } from './features/rooms/send-messages.ts';

/** Notifies those whom an alert calls, in its transaction. */
export const noticeOfAlert =
  (notify: Notify): OnCall =>
  ({ trx }, tenantId, { alertId, message, userIds }) =>
    notify(trx, {
      tenantId,
      to: userIds,
      by: null,
      type: 'alert.urgent',
      title: 'Urgent: somebody needs you',
      body: message,
      entity: { kind: 'alert', id: alertId },
    });

/** Notifies those whom a message addresses by name, in its transaction. */
export const noticeOfMention =
  (notify: Notify): NonNullable<SendDependencies['onMention']> =>
  ({ trx }, { tenantId, userId, name }, { room, userIds, content }) =>
    notify(trx, {
      tenantId,
      to: userIds,
      by: userId,
      type: 'message.mention',
      title: `${name} mentioned you`,
      body: content.slice(0, limits.text.reason),
      entity: { kind: 'thread', id: room.id },
    });
