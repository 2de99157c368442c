import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { PersonName } from '../../ui/person-name.tsx';
import classes from './work-row.module.css';

/** What a row of every kind is given. */
export interface WorkRowProps<Item> {
  item: Item;
  /** The address that opens it. */
  to: To;
  isOpen: boolean;
  /** Where all rows are about one patient nobody has to read who. */
  showPatient: boolean;
}

interface RowFrameProps extends Omit<WorkRowProps<unknown>, 'item'> {
  title: string;
  patient: PatientName | null;
  owner: ReactNode;
  /** How it stands: status, since when, until when. */
  state: ReactNode;
  /** The next step, if there is one to press. */
  action: ReactNode;
}

/** A work item as one line: what, about whom, whose, how it stands, and its next step. */
export function WorkRow({ to, isOpen, title, patient, showPatient, owner, state, action }: RowFrameProps) {
  return (
    <li className={classes.row} data-open={isOpen || undefined}>
      <div className={classes.what}>
        <Link to={to} className={classes.title} aria-current={isOpen || undefined}>
          {title}
        </Link>
        {showPatient && patient && <PersonName size="xs" name={patient.name} dateOfBirth={patient.dateOfBirth} truncate />}
      </div>
      <div className={classes.owner}>{owner}</div>
      <div className={classes.state}>{state}</div>
      <div className={classes.action}>{action}</div>
    </li>
  );
}
