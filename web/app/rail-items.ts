import { IconArmchair, IconCalendarEvent, IconChecklist, IconClipboardList, IconUrgent, IconUsers, type Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { AlertCount } from '../features/alerts/alert-count.tsx';
import type { Place } from './place.ts';
import { paths } from './paths.ts';

export interface RailItem {
  to: string;
  name: string;
  Sign: Icon;
  /** How much waits there, as a `RailCount`. */
  Count?: ComponentType;
}

const alerts: RailItem = { to: paths.alerts, name: 'Alerts', Sign: IconUrgent, Count: AlertCount };

/** Where the rail leads on each side of staff; a phone shows the first few and keeps the rest under "More". */
export const railItems: Partial<Record<Place, RailItem[]>> = {
  pharmacy_staff: [
    { to: paths.orders, name: 'Orders', Sign: IconClipboardList },
    alerts,
  ],
  clinic_staff: [
    { to: paths.schedule, name: 'Schedule', Sign: IconCalendarEvent },
    { to: paths.board, name: 'Board', Sign: IconArmchair },
    { to: paths.patients, name: 'Patients', Sign: IconUsers },
    { to: paths.work, name: 'Work', Sign: IconChecklist },
    alerts,
  ],
};
