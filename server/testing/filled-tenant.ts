import type { Role, TenantKind } from '../../shared/roles.ts';
import type { TestApp } from './app-on-database.ts';
import { callBatch } from './call-batch.ts';
import { allProcedures } from './procedures.ts';
import { sampleOf, type Known } from './schema-values.ts';
import type { TestClient } from './test-client.ts';

/** A tenant with something of everything in it, and somebody who may ask for it. */
export interface FilledTenant {
  tenantId: string;
  client: TestClient;
  /** A patient and somebody of the staff, beside the client. */
  patient: TestClient;
  colleague: TestClient;
  /** Things that are there, by the names that inputs call them. */
  things: Map<string, unknown>;
  known: Known;
}

/** What inputs call the thing that a feature creates. */
const idNames: Record<string, string> = {
  chatOrders: 'roomId',
  threads: 'roomId',
  appointments: 'appointmentId',
  alerts: 'alertId',
  tasks: 'taskId',
  priorAuths: 'priorAuthId',
  labResults: 'labResultId',
};

const peopleNames = ['userId', 'userIds', 'providerId', 'assigneeId', 'orderedById', 'createdById', 'participantIds', 'mentionIds', 'id'];

/** `word` is in everything that people of the tenant write, and in their names. */
export async function openFilledTenant(app: TestApp, kind: TenantKind, role: Extract<Role, 'admin' | 'patient'>, word = 'x'): Promise<FilledTenant> {
  const tenantId = await app.addTenant(`Greenleaf ${word}`, kind);
  const join = async (as: Role, name: string) => app.signIn(await app.addPerson(tenantId, as, `${name} ${word}`));
  const [client, patient, colleague] = [await join(role, 'Ada Own'), await join('patient', 'Pat Ent'), await join(kind === 'clinic' ? 'provider' : 'pharmacist', 'Lena Fischer')];
  const things = new Map<string, unknown>(peopleNames.map((name) => [name, colleague.person.id]));
  things.set('patientId', role === 'patient' ? client.person.patientId : patient.person.patientId);
  const tenant: FilledTenant = { tenantId, client, patient, colleague, things, known: (name) => things.get(name) ?? word };
  await createEverything(app, tenant);
  return tenant;
}

/** Two of everything that can be created, so that there is something to read, to change and to page through. */
async function createEverything(app: TestApp, { client, things, known }: FilledTenant): Promise<void> {
  const creating = allProcedures().filter(({ path }) => /\.(create|raise|send)$/.test(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (let n = 0; n < 2; n++)
    for (const { path, input } of creating) {
      const name = idNames[path.split('.')[0]!];
      const [answer] = await callBatch(app.url, client.token, [{ path, input: sampleOf(input!, known) }]);
      const made = answer?.data as { roomId?: string; id?: string } | undefined;
      // where there are orders, a room is one of theirs
      if (!name || !made || (path.startsWith('threads') && things.has('roomId'))) continue;
      things.set(name, made.roomId ?? made.id);
      if (name === 'appointmentId') things.set('id', made.id);
    }
}
