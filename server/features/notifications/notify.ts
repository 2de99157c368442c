import type { Notification, NotificationEvent } from '../../../shared/notifications.ts';
import { newId } from '../../../shared/ids.ts';
import { channelsFor } from '../../../shared/notification-preferences.ts';
import { personTopic } from '../../../shared/topics.ts';
import type { Clock } from '../../clock.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { NewEvent } from '../../realtime/event-log.ts';
import { currentOwner } from '../../work-owner.ts';
import { preferencesOf } from './queries.ts';

/** Something that people are to know. `title` names no patient: see `Notification`. */
export interface Notice extends Pick<Notification, 'type' | 'title' | 'body' | 'entity'> {
  tenantId: string;
  /** User ids; who occurs twice is told once, who has left is not told. */
  to: Iterable<string>;
  /** Who caused it: nobody is notified of what they did themselves. Null when no person did. */
  by: string | null;
  /** Of messages: one that is urgent calls also who has not read an earlier one. */
  isUrgent?: boolean;
}

/**
 * Stores the notice for each person who wants to know, in the transaction of what caused it. The caller appends the
 * events that it returns together with its own, in one call: see `UnitOfWork.append`.
 */
export type Notify = (trx: TenantTransaction, notice: Notice) => Promise<NewEvent[]>;

export const createNotify =
  (clock: Clock): Notify =>
  async (trx, { tenantId, to, by, type, title, body, entity, isUrgent = false }) => {
    const userIds = [...new Set(to)].filter((userId) => userId !== by);
    const at = new Date(clock.now());
    const preferences = await preferencesOf(trx, userIds);
    const wanted = [...preferences].flatMap(([userId, own]) => {
      const channels = channelsFor(own, type, at);
      return channels ? [{ userId, channels, id: newId() }] : [];
    });
    if (wanted.length === 0) return [];
    currentOwner()?.chargeTold?.(wanted.length);
    const stored = await trx
      .insertInto('notification')
      .values(
        wanted.map(({ userId, id }) => ({
          tenant_id: tenantId,
          user_id: userId,
          id,
          type,
          title,
          body,
          entity_kind: entity?.kind ?? null,
          entity_id: entity?.id ?? null,
          created_at: at,
          is_urgent: isUrgent,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    const ids = new Set(stored.map(({ id }) => id));
    const createdAt = at.toISOString();
    return wanted
      .filter(({ id }) => ids.has(id))
      .map(({ userId, channels, id }): NewEvent<NotificationEvent> => ({
        topic: personTopic(userId),
        audience: 'everyone',
        body: (position) => ({
          type: 'notification.created',
          ...position,
          notification: { id, type, title, body, entity, createdAt, readAt: null },
          channels,
        }),
      }));
  };
