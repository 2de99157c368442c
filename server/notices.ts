import { limits } from '../shared/limits.ts';
import { cutText, isolated, sentence } from '../shared/text.ts';
import type { OnCall } from './features/alerts/alert-log.ts';
import type { Notify } from './features/notifications/notify.ts';
import type { CreateDependencies } from './features/chat-orders/create-order.ts';
import { onCallOf } from './features/presence/on-call.ts';
import type { SendDependencies } from './features/rooms/send-messages.ts';

const alertTitles: Record<Parameters<OnCall>[2]['about'], string> = {
  called: 'Urgent: somebody needs you',
  unanswered: 'Nobody has taken your alert yet',
  unreached: 'Nobody can be reached: find help in another way',
};

/** Notifies those whom an alert calls, and its raiser when nobody hears it, in its transaction. */
export const noticeOfAlert =
  (notify: Notify): OnCall =>
  ({ trx }, tenantId, { alertId, message, about, userIds }) =>
    notify(trx, {
      tenantId,
      to: userIds,
      by: null,
      type: 'alert.urgent',
      title: alertTitles[about],
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
      title: sentence`${name} mentioned you`,
      body: cutText(content, limits.text.reason),
      entity: { kind: 'thread', id: room.id },
    });

/** Notifies whoever is on call of a patient's new order, and the patient of one that the pharmacy has opened, in its transaction. */
export const noticeOfNewOrder =
  (notify: Notify, reachableOf: (tenantId: string) => ReadonlySet<string> | null): NonNullable<CreateDependencies['onCreated']> =>
  async ({ trx }, { tenantId, userId, role }, { roomId, patient, itemNames, note }) => {
    const isOwn = role === 'patient';
    const what = [itemNames.join(', '), note ?? ''].filter((part) => part !== '').join('. ');
    return notify(trx, {
      tenantId,
      to: isOwn ? await onCallOf(trx, reachableOf(tenantId)) : patient.userId === null ? [] : [patient.userId],
      by: userId,
      type: 'order.created',
      title: isOwn ? 'A patient sent a new order' : 'Your pharmacy opened an order for you',
      body: cutText(isOwn ? `${isolated(patient.name)}${what && `: ${what}`}` : what || 'Open it to see what it says.', limits.text.reason),
      entity: { kind: 'chat_order', id: roomId },
    });
  };
