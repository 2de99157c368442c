import type { z } from 'zod';
import type { orderItemInput } from '../../../shared/chat-orders.ts';
import { newId } from '../../../shared/ids.ts';
import type { TenantTransaction } from '../../db/database.ts';
import { Failure } from '../../failure.ts';

type Item = z.output<typeof orderItemInput>;

/** Makes `items` the whole of the order's items, in this order. Items that name an id keep it. */
export async function replaceItems(trx: TenantTransaction, tenantId: string, roomId: string, items: Item[]): Promise<void> {
  const kept = items.flatMap(({ id }) => (id ? [id] : []));
  if (new Set(kept).size !== kept.length)
    throw new Failure('BAD_INPUT', 'An item appears twice.', { issues: [{ path: 'items', message: 'An item appears twice.' }] });
  await trx.deleteFrom('order_item').where('room_id', '=', roomId).execute();
  if (items.length === 0) return;
  await trx
    .insertInto('order_item')
    .values(items.map((item, position) => ({ ...item, id: item.id ?? newId(), tenant_id: tenantId, room_id: roomId, position })))
    .execute();
}
