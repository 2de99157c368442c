import { roleName, type Role } from '../../../shared/roles.ts';

/** An account of the demonstration. */
export interface DemoPerson {
  /** The tenant's name. */
  tenant: string;
  role: Role;
  name: string;
  email: string;
  /** Of patients only: `YYYY-MM-DD`. */
  dateOfBirth?: string;
}

/** What every demo account signs in with. */
export const demoPassword = 'medsync-demo';

const greenleaf = 'Greenleaf Pharmacy';
const harbor = 'Harbor Street Pharmacy';
const northside = 'Northside Dermatology';

/** The demo accounts that are shown to whoever starts the server; the seed creates them. */
export const demoPeople: readonly DemoPerson[] = [
  { tenant: greenleaf, role: 'pharmacist', name: 'Lena Fischer', email: 'pharmacist@greenleaf.test' },
  { tenant: greenleaf, role: 'technician', name: 'Tom Okafor', email: 'technician@greenleaf.test' },
  { tenant: greenleaf, role: 'admin', name: 'Grace Lindqvist', email: 'admin@greenleaf.test' },
  { tenant: greenleaf, role: 'patient', name: 'Maria Alvarez', email: 'maria@patient.test', dateOfBirth: '1984-03-12' },
  { tenant: greenleaf, role: 'patient', name: 'Omar Haddad', email: 'omar@patient.test', dateOfBirth: '1991-11-05' },
  { tenant: harbor, role: 'pharmacist', name: 'Priya Raman', email: 'pharmacist@harbor.test' },
  { tenant: harbor, role: 'technician', name: 'Marcus Bell', email: 'technician@harbor.test' },
  { tenant: harbor, role: 'admin', name: 'Daniel Brandt', email: 'admin@harbor.test' },
  { tenant: harbor, role: 'patient', name: 'Nina Kowalski', email: 'nina@patient.test', dateOfBirth: '1978-06-30' },
  { tenant: northside, role: 'provider', name: 'Dr. Wei Chen', email: 'chen@northside.test' },
  { tenant: northside, role: 'provider', name: 'Dr. Anjali Patel', email: 'patel@northside.test' },
  { tenant: northside, role: 'nurse', name: 'Rosa Jimenez', email: 'nurse@northside.test' },
  { tenant: northside, role: 'front_desk', name: 'Ben Whitaker', email: 'frontdesk@northside.test' },
  { tenant: northside, role: 'admin', name: 'Claire Dubois', email: 'admin@northside.test' },
  { tenant: northside, role: 'patient', name: 'Sam Porter', email: 'sam@patient.test', dateOfBirth: '1996-09-18' },
];

/** The demo accounts as a table for a terminal. */
export function demoAccounts(): string {
  const rows = demoPeople.map(({ tenant, role, email }) => `  ${email.padEnd(28)}${roleName(role).padEnd(16)}${tenant}`);
  return `\nDemo people, password ${demoPassword}:\n${rows.join('\n')}\n`;
}
