import type { TestApp } from './app-on-database.ts';
import type { TestClient } from './test-client.ts';

/** A pharmacy with the people that most tests need, all signed in. */
export interface TestPharmacy {
  tenantId: string;
  pharmacist: TestClient;
  technician: TestClient;
  patient: TestClient;
  otherPatient: TestClient;
}

export async function openPharmacy(app: TestApp): Promise<TestPharmacy> {
  const tenantId = await app.addTenant('Greenleaf');
  const join = async (role: 'pharmacist' | 'technician' | 'patient', name: string) =>
    app.signIn(await app.addPerson(tenantId, role, name));
  const [pharmacist, technician, patient, otherPatient] = await Promise.all([
    join('pharmacist', 'Lena Fischer'),
    join('technician', 'Tom Okafor'),
    join('patient', 'Maria Alvarez'),
    join('patient', 'Omar Haddad'),
  ]);
  return { tenantId, pharmacist, technician, patient, otherPatient };
}
