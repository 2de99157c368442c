import {
  IconArmchair,
  IconBan,
  IconCalendar,
  IconCalendarCheck,
  IconCheck,
  IconDoor,
  IconStethoscope,
  IconUserX,
  type Icon,
} from '@tabler/icons-react';
import { appointmentStatusName, type AppointmentStatus } from '../../../shared/appointment-status.ts';
import classes from './visit-status.module.css';

const signs: Record<AppointmentStatus, Icon> = {
  scheduled: IconCalendar,
  confirmed: IconCalendarCheck,
  checked_in: IconArmchair,
  in_room: IconDoor,
  with_provider: IconStethoscope,
  completed: IconCheck,
  no_show: IconUserX,
  cancelled: IconBan,
};

/** Gives `--status` and `--status-surface`, the colours of a status, to what has it and its `data-status`. */
export const statusColors = classes.status ?? '';

export function VisitSign({ status, size = 14 }: { status: AppointmentStatus; size?: number }) {
  const Sign = signs[status];
  return <Sign size={size} stroke={2} aria-hidden />;
}

/** The status of a visit: colour, sign and word. */
export function VisitStatus({ status }: { status: AppointmentStatus }) {
  return (
    <span className={`${statusColors} ${classes.sign}`} data-status={status}>
      <VisitSign status={status} />
      {appointmentStatusName(status)}
    </span>
  );
}
