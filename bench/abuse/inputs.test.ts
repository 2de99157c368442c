import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { messageInputs } from '../../shared/messages.ts';
import { chatOrderInputs } from '../../shared/chat-orders.ts';
import { appointmentInputs } from '../../shared/appointments.ts';
import { proceduresOf, sizes } from './inputs.ts';

const id = '0198c0de-0000-7000-8000-000000000000';
const inputOf = (path: string, size: (typeof sizes)[number]) =>
  proceduresOf()
    .find((procedure) => procedure.path === path)!
    .input(size, () => id) as Record<string, unknown>;

test('a small input is what must be there, a large one asks for as much as may be', () => {
  expect(inputOf('messages.list', 'small')).toEqual({ roomId: id });
  expect(inputOf('messages.list', 'large')).toMatchObject({ roomId: id, limit: limits.page.messagesMax });
  expect(inputOf('chatOrders.list', 'large')).toEqual({ search: 'a', limit: limits.page.ordersMax });
  expect(inputOf('chatOrders.create', 'large')['items']).toHaveLength(limits.order.items);
  expect(inputOf('messages.send', 'edge')['content']).toHaveLength(limits.text.message);
});

test('what is made is admitted by the schema that it was made from', () => {
  for (const size of sizes) {
    expect(messageInputs.list.safeParse(inputOf('messages.list', size)).success, size).toBe(true);
    expect(chatOrderInputs.create.safeParse(inputOf('chatOrders.create', size)).success, size).toBe(true);
    expect(chatOrderInputs.setStatus.safeParse(inputOf('chatOrders.setStatus', size)).success, size).toBe(true);
    expect(appointmentInputs.list.safeParse(inputOf('appointments.list', size)).success, size).toBe(true);
    expect(appointmentInputs.create.safeParse(inputOf('appointments.create', size)).success, size).toBe(true);
  }
});
