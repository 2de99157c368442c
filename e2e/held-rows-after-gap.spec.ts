import { newOrder } from '../server/testing/requests.ts';
import { rowOf, rows } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

test('a held row whose order left the list while the line was down shows how the order is now', async ({ pharmacy, seat, line }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const { roomId } = await newOrder(await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client), { note: 'My refill please' });
  await newOrder(await pharmacy.add('patient', 'Omar Haddad').then(pharmacy.client), { note: 'My inhaler please' });
  const { page: desk } = await seat(lena, { path: '/orders' });
  await rowOf(desk, 'Omar Haddad').hover();

  line.refuse();
  await expect(desk.getByTestId('connection-badge')).not.toContainText('Live');
  const { version } = await tom.trpc.chatOrders.claim.mutate({ roomId });
  await tom.trpc.chatOrders.setStatus.mutate({ roomId, status: 'in_review', expectedVersion: version });
  line.restore();
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('Tom Okafor');
  await expect(rowOf(desk, 'Maria Alvarez')).toContainText('In review');
  await expect(rows(desk)).toHaveText([/Maria Alvarez/, /Omar Haddad/]);
});
