import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { roles, tenantKinds, type Role, type TenantKind } from '../../shared/roles.ts';
import { loadSigningKeys } from '../features/auth/signing-keys.ts';
import { createAccessTokens } from '../features/auth/tokens.ts';
import { nextYear } from '../testing/clock-from.ts';
import { newOrder } from '../testing/requests.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import type { TestApp, TestClient } from '../testing/test-app.ts';
import { sessionOf } from '../testing/session-of.ts';
import type { AccessRow, Outcome, Target } from './access-rows.ts';

/** Who calls: somebody in a role of a tenant, or somebody whose sign-in is worth nothing. */
export interface MatrixCaller {
  name: string;
  kind: TenantKind;
  client: TestClient | null;
  /** What they get for everything that is not for anyone: their sign-in has ended, in one way or another. */
  refused: Outcome | null;
}

export interface AccessFixture {
  callers: Map<string, MatrixCaller>;
  targets: Record<TenantKind, Target>;
  /** The target with one thing in it of its own, for a call that changes it. */
  withNew(target: Target, changes: NonNullable<AccessRow['changes']>): Promise<Target>;
}

const endings = ['signed out', 'session expired', 'token expired', 'disabled', 'role changed'] as const;

/** The name of every caller, known before anybody is there. */
export const callerNames: readonly string[] = [
  ...tenantKinds.flatMap((kind) => [...roles.map((role) => `${role} of the ${kind}`), `other patient of the ${kind}`, ...roles.map((role) => `${role} of another ${kind}`)]),
  ...tenantKinds.flatMap((kind) => endings.map((ending) => `admin of the ${kind}, ${ending}`)),
  'nobody',
];

export async function openAccessFixture(app: TestApp, secretKey: Buffer): Promise<AccessFixture> {
  const callers = new Map<string, MatrixCaller>();
  const add = (name: string, kind: TenantKind, client: TestClient | null, refused: Outcome | null = null) => callers.set(name, { name, kind, client, refused });
  for (const kind of tenantKinds) {
    const [tenantId, elsewhere] = [await app.addTenant('Greenleaf', kind), await app.addTenant('Elmwood', kind)];
    const join = async (tenant: string, role: Role) => app.signIn(await app.addPerson(tenant, role, 'Maria Alvarez'));
    for (const role of roles) {
      add(`${role} of the ${kind}`, kind, await join(tenantId, role));
      add(`${role} of another ${kind}`, kind, await join(elsewhere, role));
    }
    add(`other patient of the ${kind}`, kind, await join(tenantId, 'patient'));
    for (const ending of endings) add(`admin of the ${kind}, ${ending}`, kind, await endedClient(app, secretKey, kind, await join(tenantId, 'admin'), ending), ending === 'token expired' ? 'TOKEN_EXPIRED' : 'SESSION_ENDED');
  }
  add('nobody', 'pharmacy', null, 'NOT_SIGNED_IN');
  const pharmacy = await newTarget(callers, 'pharmacy', await newOrder(callers.get('patient of the pharmacy')!.client!));
  const clinic = await newTarget(callers, 'clinic', pharmacy);
  return { callers, targets: { pharmacy, clinic }, withNew: (target, changes) => withNew(callers, target, changes) };
}

async function endedClient(app: TestApp, secretKey: Buffer, tenantKind: TenantKind, client: TestClient, ending: (typeof endings)[number]): Promise<TestClient> {
  const { id, tenantId, name, role } = client.person;
  const sessionId = sessionOf(client.token);
  switch (ending) {
    case 'signed out':
      await client.trpc.auth.logout.mutate();
      return client;
    case 'session expired':
      await runAsSuperuser(app.databaseUrl, `update session set expires_at = now() - interval '1 second' where id = $1`, [sessionId]);
      return client;
    case 'disabled':
      await runAsSuperuser(app.databaseUrl, 'update user_account set disabled_at = now() where id = $1', [id]);
      return client;
    case 'role changed':
      await runAsSuperuser(app.databaseUrl, `update user_account set role = 'nurse' where id = $1`, [id]);
      return client;
    case 'token expired': {
      const { accessTokenSeconds } = limits.auth;
      const clock = { now: () => Date.now() - 2_000 * accessTokenSeconds };
      const tokens = createAccessTokens({ keys: await loadSigningKeys(app.db, secretKey), accessTokenSeconds, clock });
      return { ...client, token: (await tokens.issue({ tenantId, tenantKind, userId: id, name, role, sessionId })).token };
    }
  }
}

async function newTarget(callers: Map<string, MatrixCaller>, kind: TenantKind, { roomId, version }: { roomId: string; version: number }): Promise<Target> {
  const [admin, patient, member] = ['admin', 'patient', 'technician'].map((role) => callers.get(`${role} of the ${kind}`)!.client!) as [TestClient, TestClient, TestClient];
  const staff = callers.get(`${kind === 'clinic' ? 'provider' : 'pharmacist'} of the ${kind}`)!.client!;
  const thread = await member.trpc.threads.create.mutate({ clientThreadId: newId(), participantIds: [], subject: 'x' });
  const alert = await admin.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'x', target: { kind: 'tenant' } });
  const nobodys = newId();
  let target: Target = {
    tenantId: admin.person.tenantId,
    kind,
    roomId,
    version,
    patientId: patient.person.patientId!,
    patientUserId: patient.person.id,
    staffId: staff.person.id,
    threadId: thread.roomId,
    memberId: member.person.id,
    alertId: alert.id,
    taskId: nobodys,
    priorAuthId: nobodys,
    labResultId: nobodys,
    visitId: nobodys,
    settingsVersion: 0,
  };
  for (const each of ['task', 'priorAuth', ...(kind === 'clinic' ? (['visit', 'labResult'] as const) : [])] as const) target = await withNew(callers, target, each);
  return target;
}

async function withNew(callers: Map<string, MatrixCaller>, target: Target, changes: NonNullable<AccessRow['changes']>): Promise<Target> {
  const { trpc } = callers.get(`admin of the ${target.kind}`)!.client!;
  const { patientId, staffId } = target;
  switch (changes) {
    case 'order': {
      const { roomId, version } = await trpc.chatOrders.create.mutate({ clientOrderId: newId(), patientId });
      return { ...target, roomId, version };
    }
    case 'visit': {
      const slot = { ...nextYear(2), overbook: { reason: 'x' }, unusualTime: { reason: 'x' } };
      return { ...target, visitId: (await trpc.appointments.create.mutate({ clientAppointmentId: newId(), patientId, providerId: staffId, ...slot })).id };
    }
    case 'task':
      return { ...target, taskId: (await trpc.tasks.create.mutate({ clientTaskId: newId(), title: 'x', patientId })).id };
    case 'priorAuth':
      return { ...target, priorAuthId: (await trpc.priorAuths.create.mutate({ clientPriorAuthId: newId(), patientId, medication: 'x', payer: 'x' })).id };
    case 'labResult':
      return { ...target, labResultId: (await trpc.labResults.create.mutate({ clientLabResultId: newId(), patientId, orderedById: staffId, test: 'x' })).id };
    case 'settings':
      return target;
  }
}
