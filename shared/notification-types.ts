export const notificationTypes = [
  'message.mention',
  'message.received',
  'order.created',
  'order.assigned',
  'order.status_changed',
  'appointment.changed',
  'task.assigned',
  'prior_auth.status_changed',
  'lab_result.ready',
  'alert.urgent',
  'announcement',
] as const;
export type NotificationType = (typeof notificationTypes)[number];

/** How a notification calls for attention. The list of notifications shows it in any case. */
export const notificationChannels = ['in_app', 'browser', 'sound'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];
