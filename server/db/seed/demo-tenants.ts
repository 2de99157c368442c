import type { TenantKind } from '../../../shared/roles.ts';
import type { DemoPerson } from './demo-people.ts';
import { greenleafClosed } from './greenleaf-closed.ts';
import { greenleafLong } from './greenleaf-long.ts';
import { greenleafOpen } from './greenleaf-open.ts';
import { greenleafThreads } from './greenleaf-threads.ts';
import { harborOrders } from './harbor-orders.ts';
import { northsideThreads } from './northside-threads.ts';
import { northsidePatients } from './northside-visits.ts';
import type { OrderScript } from './script.ts';
import type { ThreadScript } from './thread-script.ts';

export interface DemoTenant {
  /** The same in every installation: it is how processes that start together agree who fills the tenant. */
  id: string;
  name: string;
  kind: TenantKind;
  timeZone: string;
  /** Patients who have an account beside the demo people, with the same password. */
  regulars: DemoPerson[];
  /** Patients without an account. */
  patients: { name: string; dateOfBirth: string }[];
  orders: OrderScript[];
  threads: ThreadScript[];
  /** Who is on duty, by first name. */
  onDuty: string[];
}

const greenleaf = 'Greenleaf Pharmacy';
const timeZone = 'America/New_York';

const regular = (tenant: string, name: string, dateOfBirth: string): DemoPerson => ({
  tenant,
  role: 'patient',
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@patient.test`,
  dateOfBirth,
});

export const demoTenants: readonly DemoTenant[] = [
  {
    id: '01980000-0000-7000-8000-00000000a001',
    name: greenleaf,
    kind: 'pharmacy',
    timeZone,
    regulars: [
      regular(greenleaf, 'Hannah Brooks', '1999-02-21'),
      regular(greenleaf, 'Joseph Kim', '1972-08-14'),
      regular(greenleaf, 'Aisha Rahman', '1988-12-02'),
      regular(greenleaf, 'Peter Novak', '1965-04-27'),
      regular(greenleaf, 'Ruth Feldman', '1949-10-09'),
    ],
    patients: [
      { name: 'Walter Simmons', dateOfBirth: '1941-01-30' },
      // one letter and a few days from another patient, as happens in every pharmacy
      { name: 'Maria Alvarado', dateOfBirth: '1984-03-21' },
      { name: 'George Mbeki', dateOfBirth: '1958-07-19' },
      { name: 'Yuki Tanaka', dateOfBirth: '2001-05-03' },
      { name: 'Frank Delgado', dateOfBirth: '1969-11-23' },
      { name: 'Ingrid Sorensen', dateOfBirth: '1953-06-11' },
      { name: 'Leroy Washington', dateOfBirth: '1947-02-17' },
      { name: 'Carmen Ruiz', dateOfBirth: '1981-09-25' },
      { name: 'Dorothy Hill', dateOfBirth: '1938-12-29' },
      { name: 'Samuel Adeyemi', dateOfBirth: '1993-03-08' },
      { name: 'Beatrice Conti', dateOfBirth: '1976-08-06' },
      { name: 'Victor Ionescu', dateOfBirth: '1962-05-15' },
    ],
    orders: [...greenleafClosed, greenleafLong, ...greenleafOpen],
    threads: greenleafThreads,
    onDuty: ['Lena', 'Tom'],
  },
  {
    id: '01980000-0000-7000-8000-00000000a002',
    name: 'Harbor Street Pharmacy',
    kind: 'pharmacy',
    timeZone,
    regulars: [regular('Harbor Street Pharmacy', 'Liam Murphy', '1985-07-07')],
    patients: [
      { name: 'Agnes Weber', dateOfBirth: '1944-04-04' },
      { name: 'Theo Laurent', dateOfBirth: '1990-10-16' },
      { name: 'Grace Holloway', dateOfBirth: '1967-01-12' },
    ],
    orders: harborOrders,
    threads: [],
    onDuty: ['Priya'],
  },
  {
    id: '01980000-0000-7000-8000-00000000a003',
    name: 'Northside Dermatology',
    kind: 'clinic',
    timeZone,
    regulars: [],
    patients: northsidePatients,
    orders: [],
    threads: northsideThreads,
    onDuty: ['Wei', 'Rosa', 'Ben'],
  },
];
