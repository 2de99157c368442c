import { appointmentStatuses, type AppointmentStatus } from '../../../shared/appointment-status.ts';
import classes from './status-legend.module.css';
import { VisitStatus } from './visit-status.tsx';

interface StatusLegendProps {
  shown: readonly AppointmentStatus[];
  onChange(shown: AppointmentStatus[]): void;
}

/** What the colours mean, and which of them are shown. */
export function StatusLegend({ shown, onChange }: StatusLegendProps) {
  return (
    <div role="group" aria-label="Statuses shown" className={classes.legend}>
      {appointmentStatuses.map((status) => (
        <button
          key={status}
          type="button"
          className={classes.entry}
          aria-pressed={shown.includes(status)}
          onClick={() =>
            onChange(appointmentStatuses.filter((other) => (other === status ? !shown.includes(status) : shown.includes(other))))
          }
        >
          <VisitStatus status={status} />
        </button>
      ))}
    </div>
  );
}
