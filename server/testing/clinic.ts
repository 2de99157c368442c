import type { TestApp } from './app-on-database.ts';
import type { TestPerson } from './people.ts';
import type { TestClient } from './test-client.ts';

/** Confirms a time at which the clinic is closed or that is past, where a test is about something else. */
export const atAnyTime = { unusualTime: { reason: 'As agreed' } };

/** A clinic with the people that most tests need; those who act are signed in. */
export interface TestClinic {
  tenantId: string;
  nurse: TestClient;
  frontDesk: TestClient;
  chen: TestPerson;
  patel: TestPerson;
  sam: TestPerson & { patientId: string };
}

export async function openClinic(app: TestApp): Promise<TestClinic> {
  const tenantId = await app.addTenant('Northside', 'clinic');
  const [nurse, frontDesk, chen, patel, sam] = await Promise.all([
    app.addPerson(tenantId, 'nurse', 'Rosa Jimenez').then((person) => app.signIn(person)),
    app.addPerson(tenantId, 'front_desk', 'Ben Whitaker').then((person) => app.signIn(person)),
    app.addPerson(tenantId, 'provider', 'Wei Chen'),
    app.addPerson(tenantId, 'provider', 'Anjali Patel'),
    app.addPerson(tenantId, 'patient', 'Sam Porter'),
  ]);
  return { tenantId, nurse, frontDesk, chen, patel, sam: { ...sam, patientId: sam.patientId! } };
}
