import { Link } from 'react-router';
import type { PatientName } from '../../../shared/chat-orders.ts';
import { paths } from '../../app/paths.ts';
import { PersonName } from '../../ui/person-name.tsx';

/** A patient's name as the way to their chart. */
export const PatientLink = ({ patient: { id, name, dateOfBirth } }: { patient: PatientName }) => (
  <Link to={paths.patient(id)} style={{ color: 'inherit' }}>
    <PersonName name={name} dateOfBirth={dateOfBirth} />
  </Link>
);
