import { chatOrderInputs } from '../../shared/chat-orders.ts';
import { newId } from '../../shared/ids.ts';
import type { Clock } from '../../server/clock.ts';
import type { Database } from '../../server/db/database.ts';
import type { SigningKeys } from '../../server/features/auth/signing-keys.ts';
import { createAccessTokens } from '../../server/features/auth/tokens.ts';
import { createOrder } from '../../server/features/chat-orders/create-order.ts';
import { createLocalBus } from '../../server/realtime/bus.ts';
import { createEventLog } from '../../server/realtime/event-log.ts';
import { addTenant } from '../../server/testing/people.ts';
import type { Caller } from '../../server/transport/context.ts';
import { addAccounts } from '../move-in.ts';

/** Longer than any run: signing in again is not what is shown here. */
export const accessTokenSeconds = 6 * 3_600;

/** A node whose clock is behind refuses tokens that seem to come from the future. */
const anHourAgo: Clock = { now: () => Date.now() - 3_600_000 };

export interface Someone {
  caller: Caller;
  token: string;
}

export interface Room {
  roomId: string;
  patientId: string;
  patient: Someone;
  staff: Someone[];
}

export interface Clinic {
  tenantId: string;
  rooms: Room[];
}

/** A pharmacy where each room has a patient who can sign in, and staff of its own. */
export async function openClinic(db: Database, keys: SigningKeys, { rooms: count, staffPerRoom }: { rooms: number; staffPerRoom: number }): Promise<Clinic> {
  const tenantId = await addTenant(db, 'Fault Pharmacy', 'pharmacy');
  const tokens = createAccessTokens({ keys, accessTokenSeconds, clock: anHourAgo });
  const signIn = async (caller: Caller): Promise<Someone> => ({ caller, token: (await tokens.issue(caller)).token });
  const staff = await Promise.all((await addAccounts(db, tenantId, 'technician', count * staffPerRoom)).map(signIn));
  const patients = await Promise.all((await addAccounts(db, tenantId, 'patient', count)).map(signIn));
  const log = createEventLog({ db, bus: createLocalBus() });
  const rooms: Room[] = [];
  for (const [index, patient] of patients.entries()) {
    const patientId = newId();
    const { userId } = patient.caller;
    await db.withTenant(tenantId, (trx) =>
      trx.insertInto('patient').values({ tenant_id: tenantId, id: patientId, name: 'Pat Fault', date_of_birth: '1984-03-12', user_id: userId }).execute(),
    );
    const own = staff.slice(index * staffPerRoom, (index + 1) * staffPerRoom);
    const { roomId } = await createOrder({ log, ordersPerHour: 1_000_000 }, own[0]!.caller, chatOrderInputs.create.parse({ clientOrderId: newId(), patientId }));
    rooms.push({ roomId, patientId, patient, staff: own });
  }
  return { tenantId, rooms };
}
