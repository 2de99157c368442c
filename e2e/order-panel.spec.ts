import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { holdCalls } from './fixtures/network.ts';
import { log, panel } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test('two claim at once: one gets it, the other is told, takes over with a reason, hands over, and the history knows', async ({ pharmacy, seat }) => {
  const people = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor')]);
  const maria = await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client);
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const desks = await Promise.all(
    people.map(async (person) => {
      const { page } = await seat(person, { path: `/orders/${roomId}` });
      const claims = await holdCalls(page, 'chatOrders.claim');
      await panel(page).getByRole('button', { name: 'Claim' }).click();
      await claims.arrived();
      return { person, page, claims };
    }),
  );
  for (const { claims } of desks) claims.release();
  const refused = desks[0]!.page.getByRole('dialog', { name: 'has taken this order' });
  await expect(refused.or(panel(desks[0]!.page).getByText('Taken by you'))).toBeVisible();
  const [winner, loser] = (await refused.count()) === 0 ? [desks[0]!, desks[1]!] : [desks[1]!, desks[0]!];
  await expect(panel(winner.page)).toContainText('Taken by you');

  const dialog = loser.page.getByRole('dialog', { name: `${winner.person.name} has taken this order` });
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await expect(dialog).toContainText('Say why.');
  await typeInto(dialog.getByLabel('Reason'), 'She is on her break');
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await expect(panel(loser.page)).toContainText('Taken by you');
  await expect(panel(winner.page)).toContainText(`Taken by ${loser.person.name}`);
  const told = winner.page.getByRole('alert').filter({ hasText: `${loser.person.name} took over one of your orders` });
  await expect(told).toContainText('She is on her break');
  await expect(panel(winner.page)).toContainText(`${loser.person.name} works on this order. To change it, take it over first.`);

  await panel(loser.page).getByRole('button', { name: 'Hand over' }).click();
  await loser.page.getByRole('menuitem', { name: winner.person.name }).click();
  await expect(panel(winner.page)).toContainText('Handed to you, not taken yet');
  await panel(winner.page).getByRole('button', { name: 'Claim' }).click();
  await panel(winner.page).getByRole('button', { name: 'Release' }).click();
  for (const { page } of desks) await expect(panel(page)).toContainText('Nobody has taken this order');

  const history = panel(loser.page).getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history).toContainText([
    `${winner.person.name} released this order`,
    `${winner.person.name} took this order`,
    `${loser.person.name} handed this order to ${winner.person.name}`,
    `${loser.person.name} took this order over from ${winner.person.name}`,
    `${winner.person.name} took this order`,
    'Maria Alvarez placed this order',
  ]);
  await expect(history.nth(3)).toContainText('She is on her break');
});

test('two edit the items at once: nothing is saved over what somebody has not seen', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const maria = await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client);
  const { roomId } = await newOrder(maria, { items: [{ name: 'Metformin', strength: '500 mg', quantity: 60 }] });
  const changeQuantity = async (quantity: number): Promise<void> => {
    const { items, version } = await tom.trpc.chatOrders.get.query({ roomId });
    const changed = items.map((item) => ({ ...item, quantity }));
    await tom.trpc.chatOrders.setItems.mutate({ roomId, items: changed, expectedVersion: version });
  };
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const items = panel(desk).getByRole('region', { name: 'Items' });
  const conflict = items.getByRole('alert').filter({ hasText: 'Somebody changed the items' });

  await items.getByRole('button', { name: 'Edit items' }).click();
  await typeInto(items.getByLabel('Quantity'), '90');
  await changeQuantity(30);
  await expect(conflict).toContainText('Metformin: quantity 60 → 30');
  await expect(items.getByLabel('Quantity')).toHaveValue('90');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(items).toContainText('× 90');

  await items.getByRole('button', { name: 'Edit items' }).click();
  await typeInto(items.getByLabel('Quantity'), '100');
  const saves = await holdCalls(desk, 'chatOrders.setItems');
  await items.getByRole('button', { name: 'Save items' }).click();
  await saves.arrived();
  await changeQuantity(10);
  saves.release();
  await expect(conflict).toContainText('Metformin: quantity 90 → 10');
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await expect(items).toContainText('× 10');
});

test('the patient reads each step of the order as a sentence, while it is taken', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  const lenasClient = await pharmacy.client(lena);
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const { page: phone } = await seat(maria, { in: otherBrowser, path: `/orders/${roomId}` });
  const sentence = phone.getByRole('heading', { level: 1 });
  const steps = panel(desk).getByRole('region', { name: 'Status' });
  await expect(sentence).toHaveText('Your pharmacy has your order and will look at it soon.');
  await expect(steps.getByRole('button')).toHaveText(['Start review', 'Cancel order…', 'Reject order…']);

  for (const [step, words] of [
    ['Start review', 'Your pharmacy is looking at your order.'],
    ['Wait for patient', 'Your pharmacy needs an answer from you.'],
    ['Back to review', 'Your pharmacy is looking at your order.'],
    ['Confirm', 'Your order is confirmed.'],
    ['Start preparing', 'Your order is being prepared.'],
    ['Mark ready', 'Your order is ready to pick up.'],
  ] as const) {
    if (step === 'Mark ready') {
      await expect(steps.getByRole('button', { name: step })).toBeDisabled();
      await expect(steps.getByRole('status')).toContainText('Write down the items first');
      const { version } = await lenasClient.trpc.chatOrders.get.query({ roomId });
      await lenasClient.trpc.chatOrders.setItems.mutate({ roomId, items: [{ name: 'Metformin', quantity: 90 }], expectedVersion: version });
    }
    await steps.getByRole('button', { name: step }).click();
    await expect(sentence).toHaveText(words);
  }
  await expect(phone.getByRole('button', { name: 'Cancel order' })).toHaveCount(0);

  await steps.getByRole('button', { name: 'Reject order…' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Reject this order' });
  await typeInto(dialog.getByLabel('Reason'), 'Never came for it');
  await dialog.getByRole('button', { name: 'Reject order' }).click();
  await expect(sentence).toHaveText('Your pharmacy could not fill this order.');
  await expect(steps.getByRole('button')).toHaveCount(0);
  await expect(panel(desk).getByRole('region', { name: 'History' })).toContainText('Never came for it');
  await expect(log(phone)).toContainText('My refill please');
  await expect(phone.locator('body')).not.toContainText('Never came for it');
});
