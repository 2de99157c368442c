import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { openPharmacy, type TestPharmacy } from '../testing/pharmacy.ts';
import { refusalOf } from '../testing/refusal.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let pharmacy: TestPharmacy;

beforeAll(async () => {
  app = await startTestApp();
  pharmacy = await openPharmacy(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const addPatients = (names: string[]) =>
  app.db.withTenant(pharmacy.tenantId, (trx) =>
    trx
      .insertInto('patient')
      .values(names.map((name) => ({ tenant_id: pharmacy.tenantId, id: newId(), name, date_of_birth: '1990-02-28', user_id: null })))
      .execute(),
  );
const search = async (query: string) => (await pharmacy.pharmacist.trpc.patients.search.query({ query })).map(({ name }) => name);

test('patients are found by a part of their name, whatever its case', async () => {
  expect(await search('ALVA')).toEqual(['Maria Alvarez']);
  expect(await search('nobody')).toEqual([]);
  expect(await pharmacy.pharmacist.trpc.patients.search.query({ query: 'Omar' })).toEqual([
    { id: pharmacy.otherPatient.person.patientId, name: 'Omar Haddad', dateOfBirth: '1984-03-12' },
  ]);
});

test('every character stands for itself', async () => {
  await addPatients(['Per % Cent', 'Under_Score', String.raw`Back\Slash`, 'O’Neil “Q”']);
  expect(await search('%')).toEqual(['Per % Cent']);
  expect(await search('_')).toEqual(['Under_Score']);
  expect(await search('\\')).toEqual([String.raw`Back\Slash`]);
  expect(await search('O’Neil “')).toEqual(['O’Neil “Q”']);
  expect(await search(`' or ''='`)).toEqual([]);
});

test('a page is the first of them by name', async () => {
  await addPatients(Array.from({ length: limits.page.patients + 5 }, (_, n) => `Many ${String(n).padStart(3, '0')}`));
  const names = await search('many');
  expect(names).toHaveLength(limits.page.patients);
  expect(names).toEqual(names.toSorted());
});

test('get gives one; nobody’s and another tenant’s look alike', async () => {
  const { pharmacist, patient } = pharmacy;
  const { patientId } = patient.person;
  expect(await pharmacist.trpc.patients.get.query({ patientId: patientId! })).toEqual({
    id: patientId,
    name: patient.person.name,
    dateOfBirth: '1984-03-12',
  });
  const elsewhere = await openPharmacy(app);
  const refusals = [];
  for (const id of [newId(), elsewhere.patient.person.patientId!]) refusals.push(await refusalOf(pharmacist.trpc.patients.get.query({ patientId: id })));
  expect(refusals[0]).toEqual(refusals[1]);
  expect(refusals[0]).toMatchObject({ code: 'NOT_FOUND', reason: 'NOT_FOUND' });
});

test('patients do not search one another', async () => {
  const { patient } = pharmacy;
  const attempts = [patient.trpc.patients.search.query({ query: '' }), patient.trpc.patients.get.query({ patientId: patient.person.patientId! })];
  for (const attempt of attempts) expect(await refusalOf(attempt)).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE_NOT_ALLOWED' });
});
