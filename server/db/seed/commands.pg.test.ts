import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { createOrderCommands } from '../../features/chat-orders/commands.ts';
import { createOrder } from '../../features/chat-orders/create-order.ts';
import { holdOrders } from '../../features/chat-orders/turn.ts';
import { orderFor } from '../../features/chat-orders/queries.ts';
import { markRead } from '../../features/rooms/commands.ts';
import { createSendMessage } from '../../features/rooms/send-messages.ts';
import { createLocalBus } from '../../realtime/bus.ts';
import { createEventLog, type EventLog } from '../../realtime/event-log.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres-database.ts';
import type { Caller } from '../../transport/context.ts';
import { createDatabase, type Database } from '../database.ts';
import { accountCalled, patientCalled } from './cast.ts';
import { demoTenants } from './demo-tenants.ts';
import { peopleOf } from './people.ts';
import { playScript } from './play-script.ts';
import type { Act, OrderScript } from './script.ts';

const greenleaf = demoTenants[0]!;
const { cast, accounts, patients } = peopleOf(greenleaf, 'hash', new Date());
let testDatabase: TestDatabase;
let db: Database;
let log: EventLog;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = createDatabase({ url: testDatabase.loginUrl, poolSize: 2, onConnectionError: () => undefined });
  log = createEventLog({ db, bus: createLocalBus() });
  await db.withTenant(cast.tenantId, async (trx) => {
    await trx.insertInto('tenant').values({ tenant_id: cast.tenantId, name: greenleaf.name, kind: greenleaf.kind }).execute();
    await trx.insertInto('user_account').values(accounts).execute();
    await trx.insertInto('patient').values(patients).execute();
  });
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

const callerOf = (firstName: string): Caller => {
  const { id: userId, name, role } = accountCalled(cast, firstName);
  return { tenantId: cast.tenantId, tenantKind: greenleaf.kind, userId, name, role, sessionId: newId() };
};

const send = (caller: Caller, roomId: string, content: string, visibility: 'everyone' | 'staff') => {
  const input = { roomId, clientMessageId: newId(), content, messageType: 'text', visibility, priority: 'normal' } as const;
  return createSendMessage({ db, log, holders: [holdOrders] })(caller, input);
};

/** Does with the product's own commands what the act says. */
async function act(caller: Caller, roomId: string, step: Exclude<Act, ['orders', ...unknown[]]>): Promise<unknown> {
  const commands = createOrderCommands({ log, notify: async () => [], onClaimLost: () => undefined });
  const order = await db.withTenant(cast.tenantId, (trx) => orderFor(trx, { userId: caller.userId, audience: 'staff' }, roomId));
  const expectedVersion = order.version;
  switch (step[0]) {
    case 'says':
      return send(caller, roomId, step[1], 'everyone');
    case 'notes':
      return send(caller, roomId, step[1], 'staff');
    case 'claims':
      return commands.claim(caller, { roomId });
    case 'takes over':
      return commands.claim(caller, { roomId, takeOver: { reason: step[1] } });
    case 'releases':
      return commands.release(caller, { roomId });
    case 'assigns':
      return commands.assign(caller, { roomId, userId: accountCalled(cast, step[1]).id, expectedVersion });
    case 'moves to':
      return commands.setStatus(caller, { roomId, status: step[1], expectedVersion, reason: step[2] });
    case 'sets items': {
      const [, ...items] = step;
      const kept = items.map((item) => ({ ...item, id: order.items.find(({ name }) => name === item.name)?.id }));
      return commands.setItems(caller, { roomId, items: kept, expectedVersion });
    }
    case 'reads':
      return markRead(db, caller, { roomId, seq: order.lastSeq });
    case 'receives':
      return undefined;
  }
}

async function perform({ patient, steps }: OrderScript): Promise<string> {
  let roomId = '';
  for (const [, who, ...step] of steps) {
    const caller = callerOf(who);
    if (step[0] !== 'orders') {
      await act(caller, roomId, step);
      continue;
    }
    const [, note, ...items] = step;
    const input = { clientOrderId: newId(), patientId: patientCalled(cast, patient).id, note, items };
    roomId = (await createOrder({ log }, caller, input)).roomId;
  }
  return roomId;
}

const time = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g;

/** The same text whatever the times and the new ids: ids become numbers in the order in which they appear. */
function neutral(value: unknown): string {
  const seen: string[] = [];
  return JSON.stringify(value, null, 1)
    .replaceAll(time, '<time>')
    .replaceAll(id, (found) => `<id ${(seen.includes(found) ? seen : (seen.push(found), seen)).indexOf(found)}>`);
}

test.each(greenleaf.orders)('the commands do with $patient’s order what its script says', async (script) => {
  const roomId = await perform(script);
  const stored = await db.withTenant(cast.tenantId, async (trx) => ({
    order: await orderFor(trx, { userId: callerOf('Grace').userId, audience: 'staff' }, roomId),
    events: await trx.selectFrom('event').select(['audience', 'body']).where('topic', '=', `room:${roomId}`).orderBy('seq').execute(),
    changes: await trx.selectFrom('order_change').select(['kind', 'actor_id', 'from_value', 'to_value', 'reason']).where('room_id', '=', roomId).orderBy('id').execute(),
    audit: await trx.selectFrom('audit_entry').select(['action', 'actor_id']).where('room_id', '=', roomId).orderBy('id').execute(),
    members: await trx.selectFrom('room_member').select('user_id').where('room_id', '=', roomId).orderBy('user_id').execute(),
  }));

  const { order, log: events, changes, audit, members } = playScript(script, cast, Date.now());
  const { unread: _, lastReadSeq: __, ...state } = stored.order;
  expect(neutral(stored.events.map(({ audience, body }) => ({ audience, event: JSON.parse(body) })))).toBe(neutral(events));
  expect(neutral(state)).toBe(neutral(order));
  expect(stored.changes).toEqual(
    changes.map(({ kind, actor, from, to, reason }) => ({ kind, actor_id: actor.id, from_value: from, to_value: to, reason })),
  );
  expect(stored.audit).toEqual(audit.map(({ action, actorId }) => ({ action, actor_id: actorId })));
  expect(stored.members.map(({ user_id }) => user_id)).toEqual(members.map(({ userId }) => userId).toSorted());
});
