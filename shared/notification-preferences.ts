import { z } from 'zod';
import { notificationChannels, notificationTypes, type NotificationChannel, type NotificationType } from './notification-types.ts';
import { isQuiet, quietHoursSchema, type QuietHours } from './quiet-hours.ts';

export interface NotificationPreferences {
  /** No channel is off: the person is not notified of the type at all. */
  channels: Record<NotificationType, NotificationChannel[]>;
  quietHours: QuietHours | null;
}

const channels = z.array(z.enum(notificationChannels)).max(notificationChannels.length);

export const preferenceInputs = {
  /** Changes the types that it names. An urgent alert is not for choosing: it always breaks through. */
  set: z.strictObject({
    channels: z.partialRecord(z.enum(notificationTypes).exclude(['alert.urgent']), channels).optional(),
    quietHours: quietHoursSchema.nullish(),
  }),
};

export const defaultPreferences: NotificationPreferences = {
  channels: {
    'message.mention': ['in_app', 'browser', 'sound'],
    'message.received': ['in_app', 'browser', 'sound'],
    'order.created': ['in_app', 'browser', 'sound'],
    'order.assigned': ['in_app', 'browser'],
    'order.status_changed': ['in_app', 'browser'],
    'appointment.changed': ['in_app', 'browser'],
    'task.assigned': ['in_app', 'browser'],
    'prior_auth.status_changed': ['in_app', 'browser'],
    'lab_result.ready': ['in_app', 'browser'],
    'alert.urgent': [...notificationChannels],
    announcement: ['in_app', 'browser'],
  },
  quietHours: null,
};

/** How a notification of `type` reaches the person at `at`; empty: silently; null: they do not want it. */
export function channelsFor(
  { channels: chosen, quietHours }: NotificationPreferences,
  type: NotificationType,
  at: Date,
): NotificationChannel[] | null {
  if (type === 'alert.urgent') return [...notificationChannels];
  if (chosen[type].length === 0) return null;
  return quietHours && isQuiet(quietHours, at) ? [] : chosen[type];
}
