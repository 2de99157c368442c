import type { ChatOrder, OrderItemInput } from '../../shared/chat-orders.ts';
import { newId } from '../../shared/ids.ts';
import type { TestClient } from './test-client.ts';

/** An order of the patient who is signed in. */
export const newOrder = ({ trpc }: TestClient, fields: { note?: string; items?: OrderItemInput[] } = {}): Promise<ChatOrder> =>
  trpc.chatOrders.create.mutate({ clientOrderId: newId(), ...fields });

/** What `messages.send` takes for a line of plain text. */
export const text = (roomId: string, content: string) =>
  ({ roomId, clientMessageId: newId(), content, messageType: 'text' }) as const;

/** An internal note. */
export const note = (roomId: string, content: string) => ({ ...text(roomId, content), visibility: 'staff' }) as const;
