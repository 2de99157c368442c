import {
  IconAt,
  IconCalendarEvent,
  IconClipboardList,
  IconClipboardPlus,
  IconFlask,
  IconMessage,
  IconProgress,
  IconShieldCheck,
  IconSpeakerphone,
  IconSquareCheck,
  IconUrgent,
  type Icon,
} from '@tabler/icons-react';
import type { NotificationType } from '../../../shared/notification-types.ts';
import type { Place } from '../../app/place.ts';

/** What each type of notification is about, in a word or two. */
export const typeWords: Record<NotificationType, { name: string; Sign: Icon }> = {
  'message.mention': { name: 'Mentions of you', Sign: IconAt },
  'message.received': { name: 'Messages to you', Sign: IconMessage },
  'order.created': { name: 'New orders', Sign: IconClipboardPlus },
  'order.assigned': { name: 'Orders handed to you', Sign: IconClipboardList },
  'order.status_changed': { name: 'News of your orders', Sign: IconProgress },
  'appointment.changed': { name: 'Changes of your schedule', Sign: IconCalendarEvent },
  'task.assigned': { name: 'Tasks given to you', Sign: IconSquareCheck },
  'prior_auth.status_changed': { name: 'Prior authorisations', Sign: IconShieldCheck },
  'lab_result.ready': { name: 'Lab results', Sign: IconFlask },
  'alert.urgent': { name: 'Urgent alerts', Sign: IconUrgent },
  announcement: { name: 'Announcements', Sign: IconSpeakerphone },
};

const everyStaff: NotificationType[] = ['alert.urgent', 'message.mention', 'message.received', 'task.assigned', 'prior_auth.status_changed'];

/** What somebody can be notified of on their side of the app. */
export const typesOf: Record<Place, NotificationType[]> = {
  pharmacy_staff: [...everyStaff, 'order.created', 'order.assigned', 'announcement'],
  clinic_staff: [...everyStaff, 'lab_result.ready', 'appointment.changed', 'announcement'],
  pharmacy_patient: ['message.received', 'order.status_changed', 'order.created', 'announcement'],
  clinic_patient: ['announcement'],
};
