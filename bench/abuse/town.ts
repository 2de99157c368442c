import { newId } from '../../shared/ids.ts';
import { limits } from '../../shared/limits.ts';
import { systemClock } from '../../server/clock.ts';
import type { Database } from '../../server/db/database.ts';
import { raiseAlert } from '../../server/features/alerts/commands.ts';
import { hashPassword } from '../../server/features/auth/passwords.ts';
import { createOrder } from '../../server/features/chat-orders/create-order.ts';
import { createThread } from '../../server/features/threads/commands.ts';
import { createLocalBus } from '../../server/realtime/bus.ts';
import { createEventLog, type EventLog } from '../../server/realtime/event-log.ts';
import { addTenant } from '../../server/testing/people.ts';
import type { Caller } from '../../server/transport/context.ts';
import type { Role, TenantKind } from '../../shared/roles.ts';
import { addAccounts } from '../move-in.ts';
import { fillSchedule, fillWithMessages, fillWork, setPassword } from './bulk.ts';

/** Of everybody: the account's e-mail is made from its id. */
export const password = 'a-password-for-the-bench';
export const emailOf = ({ userId }: Caller): string => `${userId}@bench.test`;

/** A tenant with its people, its content and what calls can name of it. */
export interface Place {
  tenantId: string;
  kind: TenantKind;
  admin: Caller;
  pharmacists: Caller[];
  providers: Caller[];
  /** Many, most of them only there; the first `working` can sign in. */
  staff: Caller[];
  patients: Caller[];
  patientIds: string[];
  /** Of ordinary length, the first patient's first. */
  roomIds: string[];
  /** The first patient's: the longest messages that may be written. */
  longRoomId: string;
  threadId: string;
  alertId: string;
}

export interface TownSize {
  orders: number;
  staff: number;
  longMessages: number;
  visitDays: number;
  work: number;
}

export const working = 6;
const note = 'Good morning, may I have the same as last month, please? I have four tablets left.';
const items = Array.from({ length: 4 }, (_, n) => ({ name: `Lisinopril ${n}`, strength: '10 mg tablets', quantity: 30, directions: 'One tablet every morning' }));

/** Moves one tenant in. */
export async function settle(db: Database, databaseUrl: string, kind: TenantKind, size: TownSize): Promise<Place> {
  const tenantId = await addTenant(db, kind === 'clinic' ? 'Bench Clinic' : 'Bench Pharmacy', kind);
  const add = async (role: Role, count: number) => (await addAccounts(db, tenantId, role, count)).map((caller) => ({ ...caller, tenantKind: kind }));
  const [admin] = await add('admin', 1);
  const pharmacists = await add('pharmacist', 12);
  const providers = await add('provider', 6);
  const staff = await add(kind === 'clinic' ? 'nurse' : 'technician', size.staff);
  const patients = await add('patient', 20);
  const target = { databaseUrl, tenantId };
  const actors = [admin!, ...pharmacists, ...providers, ...patients, ...staff.slice(0, working)].map(({ userId }) => userId);
  await setPassword(target, actors, await hashPassword(password));
  const patientIds = await addRecords(db, patients);

  const log = createEventLog({ db, bus: createLocalBus() });
  const roomIds: string[] = [];
  for (let n = 0; n < size.orders; n += 1)
    roomIds.push((await createOrder({ log, ordersPerHour: 1_000_000 }, patients[n % patients.length]!, { clientOrderId: newId(), items, note })).roomId);
  for (const roomId of roomIds.slice(0, 60)) await fillWithMessages(target, roomId, pharmacists[0]!.userId, 30, 'It is ready from four o’clock on.');
  const { roomId: longRoomId } = await createOrder({ log, ordersPerHour: 1_000_000 }, patients[0]!, { clientOrderId: newId() });
  await fillWithMessages(target, longRoomId, patients[0]!.userId, size.longMessages, '€'.repeat(limits.text.message));

  const { threadId, alertId } = await talkAmongStaff(log, admin!, staff, Math.min(size.work, 20));
  await fillWithMessages(target, threadId, admin!.userId, 300, 'Who can cover the afternoon?');
  await fillSchedule(target, providers.map(({ userId }) => userId), size.visitDays);
  await fillWork(target, providers[0]!.userId, [admin!.userId, patients[0]!.userId], size.work);
  return { tenantId, kind, admin: admin!, pharmacists, providers, staff, patients, patientIds, roomIds, longRoomId, threadId, alertId };
}

async function addRecords(db: Database, patients: Caller[]): Promise<string[]> {
  const rows = patients.map(({ tenantId, userId }, n) => ({
    tenant_id: tenantId,
    id: newId(),
    name: `Pat Bench ${n}`,
    date_of_birth: '1984-03-12',
    user_id: userId,
  }));
  await db.withTenant(patients[0]!.tenantId, (trx) => trx.insertInto('patient').values(rows).execute());
  return rows.map(({ id }) => id);
}

/** Threads with as many participants as there may be, and open alerts. */
async function talkAmongStaff(log: EventLog, admin: Caller, staff: Caller[], count: number): Promise<{ threadId: string; alertId: string }> {
  const participantIds = staff.slice(0, limits.thread.participants).map(({ userId }) => userId);
  let threadId = '';
  let alertId = '';
  for (let n = 0; n < count; n += 1) {
    threadId = (await createThread(log, admin, { clientThreadId: newId(), participantIds, subject: `Rota of week ${n}` })).roomId;
    const alert = { clientAlertId: newId(), message: 'The fridge is warm', target: { kind: 'tenant' as const } };
    alertId = (await raiseAlert({ log, clock: systemClock, climbAfter: limits.alerts.climbAfter, reachableOf: () => null }, staff[n % staff.length]!, alert)).id;
  }
  return { threadId, alertId };
}
