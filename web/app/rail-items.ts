import { IconArmchair, IconCalendarEvent, IconChecklist, IconClipboardList, IconMessages, IconUrgent, IconUsers, IconUsersGroup, type Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { AlertCount } from '../features/alerts/alert-count.tsx';
import { OrdersCount } from '../features/chat-orders/orders-count.tsx';
import { ThreadsCount } from '../features/threads/threads-count.tsx';
import type { Place } from './place.ts';
import { paths } from './paths.ts';

export interface RailItem {
  to: string;
  name: string;
  Sign: Icon;
  /** How much waits there, as a `CountMark`. */
  Count?: ComponentType;
}

const alerts: RailItem = { to: paths.alerts, name: 'Alerts', Sign: IconUrgent, Count: AlertCount };
const threads: RailItem = { to: paths.threads, name: 'Threads', Sign: IconMessages, Count: ThreadsCount };
const team: RailItem = { to: paths.team, name: 'Team', Sign: IconUsersGroup };

/** Where the rail leads on each side of staff; a phone shows the first few and keeps the rest under "More". */
export const railItems: Partial<Record<Place, RailItem[]>> = {
  pharmacy_staff: [
    { to: paths.orders, name: 'Orders', Sign: IconClipboardList, Count: OrdersCount },
    threads,
    alerts,
    team,
  ],
  clinic_staff: [
    { to: paths.schedule, name: 'Schedule', Sign: IconCalendarEvent },
    { to: paths.board, name: 'Board', Sign: IconArmchair },
    { to: paths.patients, name: 'Patients', Sign: IconUsers },
    threads,
    { to: paths.work, name: 'Work', Sign: IconChecklist },
    alerts,
    team,
  ],
};
