import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { rowOf, rows, say } from './fixtures/orders.ts';

test('a row under the pointer keeps its place and shows what becomes of the order, also when it leaves the list', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const maria = await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client);
  const omar = await pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client);
  const { roomId } = await newOrder(maria, { items: [{ name: 'Metformin', quantity: 60 }] });
  await newOrder(omar, { note: 'My inhaler please' });
  const { page: desk } = await seat(lena, { path: '/orders' });
  await expect(rows(desk)).toHaveCount(2);
  await rowOf(desk, 'Omar Haddad').hover();

  let { version } = await tom.trpc.chatOrders.claim.mutate({ roomId });
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Tom Okafor');
  for (const status of ['in_review', 'confirmed', 'preparing', 'ready'] as const)
    ({ version } = await tom.trpc.chatOrders.setStatus.mutate({ roomId, status, expectedVersion: version }));
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Ready');
  await say(tom, roomId, 'It lies at the counter');
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Answered');
  await expect(rows(desk)).toHaveCount(2);
  await expect(rows(desk).first()).toContainText('Maria Alvarez');

  await desk.getByRole('button', { name: '1 updated' }).click();
  await expect(rows(desk)).toHaveCount(1);
  await expect(rows(desk)).toContainText('Omar Haddad');
});
