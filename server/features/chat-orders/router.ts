import { chatOrderInputs } from '../../../shared/chat-orders.ts';
import type { Database } from '../../db/database.ts';
import { orderProcedure, pharmacyProcedure, router } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { audienceOf, requireRoom } from '../rooms/access.ts';
import { createOrderCommands, type OrderCommandDependencies } from './commands.ts';
import { createOrder, type CreateDependencies } from './create-order.ts';
import { listOrders } from './order-list.ts';
import { historyOf, orderFor } from './queries.ts';

export function createChatOrdersRouter({ db, ...dependencies }: OrderCommandDependencies & CreateDependencies & { db: Database }) {
  const commands = createOrderCommands(dependencies);
  return router({
    create: orderProcedure
      .input(chatOrderInputs.create)
      .mutation(({ ctx, input }) => createOrder(dependencies, ctx.caller, input)),
    list: orderProcedure
      .input(chatOrderInputs.list)
      .query(({ ctx: { caller }, input }) =>
        db.withTenant(caller.tenantId, async (trx) => {
          await auditCall(trx, caller, 'chatOrders.list');
          return listOrders(trx, caller, input);
        }),
      ),
    get: orderProcedure.input(chatOrderInputs.get).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const { id: roomId, patientId } = await requireRoom(trx, caller, input.roomId);
        await auditCall(trx, caller, 'chatOrders.get', { roomId, patientId });
        return orderFor(trx, { userId: caller.userId, audience: audienceOf(caller) }, roomId);
      }),
    ),
    history: pharmacyProcedure.input(chatOrderInputs.get).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const { id: roomId, patientId } = await requireRoom(trx, caller, input.roomId);
        await auditCall(trx, caller, 'chatOrders.history', { roomId, patientId });
        return historyOf(trx, roomId);
      }),
    ),
    claim: pharmacyProcedure.input(chatOrderInputs.claim).mutation(({ ctx, input }) => commands.claim(ctx.caller, input)),
    release: pharmacyProcedure.input(chatOrderInputs.release).mutation(({ ctx, input }) => commands.release(ctx.caller, input)),
    assign: pharmacyProcedure.input(chatOrderInputs.assign).mutation(({ ctx, input }) => commands.assign(ctx.caller, input)),
    setStatus: orderProcedure
      .input(chatOrderInputs.setStatus)
      .mutation(({ ctx, input }) => commands.setStatus(ctx.caller, input)),
    setItems: pharmacyProcedure.input(chatOrderInputs.setItems).mutation(({ ctx, input }) => commands.setItems(ctx.caller, input)),
  });
}
