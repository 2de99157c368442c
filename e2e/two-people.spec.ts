import { expect, test } from './fixtures/desk.ts';
import { typeInto } from './fixtures/typing.ts';

// everywhere else nothing moves, which saves half a second a dialog; here it does, as for most people
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('a patient orders, a pharmacist claims, and they talk, each in a browser of their own', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { page: desk } = await seat(lena);
  const { page: phone } = await seat(maria, { in: otherBrowser });

  await phone.getByRole('link', { name: 'New order' }).click();
  await typeInto(phone.getByLabel('What do you need?'), 'My metformin refill please');
  await phone.getByRole('button', { name: 'Send the order' }).click();

  const row = desk.getByRole('group', { name: 'Orders' }).getByRole('listitem').filter({ hasText: 'Maria Alvarez' });
  await expect(row).toContainText('My metformin refill please');
  await row.getByRole('link').click();
  await desk.getByRole('button', { name: 'Claim' }).click();
  await expect(desk.getByRole('region', { name: 'Order', exact: true })).toContainText('Lena Fischer');

  await typeInto(desk.getByRole('textbox', { name: 'Message' }), 'On it, ready at four.');
  await desk.getByRole('button', { name: 'Send' }).click();
  await expect(phone.getByRole('log')).toContainText('On it, ready at four.');

  await typeInto(phone.getByRole('textbox', { name: 'Message' }), 'Thank you!');
  await phone.getByRole('button', { name: 'Send' }).click();
  await expect(desk.getByRole('log')).toContainText('Thank you!');
  await desk.screenshot({ path: 'reports/desk.png' });
  await phone.screenshot({ path: 'reports/phone.png' });
});
