import type { Locator } from 'playwright/test';
import { roomFeed } from '../server/testing/feeds.ts';
import { fillRoom } from '../server/testing/fill-room.ts';
import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';
import { callsOf, holdCalls, loseAnswer, refuse } from './fixtures/network.ts';
import { composer, log, message, rowOf, say, write } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

test('each sees the other type, and how far their words have got', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const mariasTablet = await pharmacy.client(maria);
  const { roomId } = await newOrder(mariasTablet, { note: 'My refill please' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const { page: phone } = await seat(maria, { in: otherBrowser });

  await write(desk, 'Which dose?');
  const question = message(desk, 'Which dose?');
  await expect(question.getByRole('img', { name: 'Sent' })).toBeVisible();
  const tablet = roomFeed(mariasTablet, roomId);
  await tablet.find(({ data }) => data.type === 'room.joined');
  await write(desk, 'You had 500 mg.');
  await expect(message(desk, 'You had 500 mg.').getByRole('img', { name: 'Delivered' })).toBeVisible();
  tablet.stop();
  await phone.getByRole('listitem').filter({ hasText: '2 new' }).getByRole('link').click();
  await expect(message(phone, 'Which dose?')).toBeVisible();
  await expect(question.getByRole('img', { name: 'Read' })).toBeVisible();
  await expect(phone.getByRole('status', { name: 'Typing' })).toHaveText('Lena is here');
  await expect(desk.getByRole('group', { name: 'Who is here' })).toContainText('Maria is here');

  await typeInto(composer(phone), 'Five hundred');
  await expect(desk.getByRole('status', { name: 'Typing' })).toHaveText('Maria is typing…');
  await phone.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(message(desk, 'Five hundred')).toBeVisible();
  await expect(desk.getByRole('status', { name: 'Typing' })).toBeEmpty();
  await expect(message(phone, 'Five hundred').getByRole('img', { name: 'Read' })).toBeVisible();

  await typeInto(composer(desk), 'Tha');
  await expect(phone.getByRole('status', { name: 'Typing' })).toHaveText('Lena is typing…');
  await composer(desk).press('Escape');
  await expect(phone.getByRole('status', { name: 'Typing' })).toHaveText('Lena is here');
});

test('an internal note never reaches the patient, and the composer goes back to the patient by itself', async ({ pharmacy, seat, otherBrowser }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const omar = await pharmacy.add('patient', 'Omar Haddad');
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  await newOrder(await pharmacy.client(omar), { note: 'Something against hay fever' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const { page: phone } = await seat(maria, { in: otherBrowser, path: `/orders/${roomId}` });
  const note = desk.getByRole('textbox', { name: 'Internal note' });
  const recipient = desk.getByRole('group', { name: 'Recipient' });

  await expect(recipient).toHaveText('To Maria Alvarez, b. 12 Mar 1984');
  await desk.getByRole('button', { name: 'Internal note' }).click();
  await expect(recipient).toContainText('Internal note: Maria will not see this');
  await typeInto(note, 'Check her kidneys');
  await desk.getByRole('button', { name: 'Add note' }).click();
  await expect(log(desk).getByRole('article', { name: /^Internal note, You/ })).toContainText('Check her kidneys');
  await expect(recipient).toHaveText('To Maria Alvarez, b. 12 Mar 1984');

  await write(desk, 'Ready at four');
  await expect(message(phone, 'Ready at four')).toBeVisible();
  await expect(phone.locator('body')).not.toContainText('kidneys');
  await phone.reload();
  await expect(message(phone, 'Ready at four')).toBeVisible();
  await expect(phone.locator('body')).not.toContainText('kidneys');
  await phone.getByRole('link', { name: 'Your orders' }).click();
  await expect(phone.getByTestId('my-order')).toContainText('Ready at four');
  await expect(phone.locator('body')).not.toContainText('kidneys');

  await desk.getByRole('button', { name: 'Internal note' }).click();
  await typeInto(note, 'Half a thought');
  await rowOf(desk, 'Omar Haddad').getByRole('link').click();
  await expect(recipient).toHaveText('To Omar Haddad, b. 12 Mar 1984');
  await expect(composer(desk)).toHaveValue('');
  await rowOf(desk, 'Maria Alvarez').getByRole('link').click();
  await expect(recipient).toHaveText('To Maria Alvarez, b. 12 Mar 1984');
  await expect(composer(desk)).toHaveValue('');
});

test('a draft stays with its order, across orders and a reload', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  for (const name of ['Maria Alvarez', 'Omar Haddad'])
    await newOrder(await pharmacy.client(await pharmacy.add('patient', name)), { note: 'My refill please' });
  const { page: desk } = await seat(lena, { path: '/orders' });

  await rowOf(desk, 'Maria Alvarez').getByRole('link').click();
  await typeInto(composer(desk), 'Dear Maria');
  await rowOf(desk, 'Omar Haddad').getByRole('link').click();
  await expect(desk.getByRole('form', { name: 'Write to Omar Haddad' })).toBeVisible();
  await expect(composer(desk)).toHaveValue('');
  await typeInto(composer(desk), 'Dear Omar');
  await desk.reload();
  await expect(desk.getByRole('form', { name: 'Write to Omar Haddad' })).toBeVisible();
  await expect(composer(desk)).toHaveValue('Dear Omar');
  await rowOf(desk, 'Maria Alvarez').getByRole('link').click();
  await expect(desk.getByRole('form', { name: 'Write to Maria Alvarez' })).toBeVisible();
  await expect(composer(desk)).toHaveValue('Dear Maria');
  await desk.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(message(desk, 'Dear Maria')).toBeVisible();
  await desk.reload();
  await expect(message(desk, 'Dear Maria')).toBeVisible();
  await expect(composer(desk)).toHaveValue('');
});

test('a long history loads upwards without jumping, and new messages wait below', async ({ app, pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const mariasPhone = await pharmacy.client(maria);
  const { roomId } = await newOrder(mariasPhone, { items: [{ name: 'Metformin', quantity: 60 }] });
  const seq = await fillRoom(app, maria, roomId, 180);
  await (await pharmacy.client(lena)).trpc.messages.markRead.mutate({ roomId, seq });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const line = (number: number) => log(desk).getByText(`line ${number}`, { exact: true });
  const topOf = async (number: number) => (await line(number).boundingBox())?.y ?? NaN;
  // the list may still be on its way to the end when it is first scrolled
  const scrollUpTo = (target: Locator) =>
    expect(async () => {
      await log(desk).evaluate((frame) => frame.scrollTo(0, 0));
      await expect(target).toBeInViewport({ timeout: 500 });
    }).toPass();

  await expect(line(180)).toBeInViewport();
  const held = await holdCalls(desk, 'messages.list');
  await scrollUpTo(line(132));
  await held.arrived();
  const before = await topOf(132);
  held.release();
  await expect(desk.getByText('Loading earlier messages…')).toHaveCount(0);
  await expect(line(130)).toBeAttached();
  expect(Math.abs((await topOf(132)) - before)).toBeLessThanOrEqual(1);

  await scrollUpTo(desk.getByText('Beginning of the conversation'));
  await expect(line(1)).toBeInViewport();

  await say(mariasPhone, roomId, 'Are you there?');
  await say(mariasPhone, roomId, 'It is urgent');
  const toNewest = desk.getByRole('button', { name: '2 new' });
  await expect(toNewest).toBeVisible();
  await expect(line(1)).toBeInViewport();
  await toNewest.click();
  await expect(message(desk, 'It is urgent')).toBeInViewport();
  await expect(toNewest).toHaveCount(0);
});

test('a window that gets wider does not pass for a reader who scrolled up', async ({ app, pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const mariasPhone = await pharmacy.client(maria);
  const { roomId } = await newOrder(mariasPhone, { note: 'My refill please' });
  const seq = await fillRoom(app, maria, roomId, 30);
  for (let n = 1; n <= 12; n++) await say(mariasPhone, roomId, `${n} ${'so many words that they take several lines where there is little room '.repeat(6)}`);
  await (await pharmacy.client(lena)).trpc.messages.markRead.mutate({ roomId, seq: seq + 12 });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  await expect(message(desk, '12 so many')).toBeInViewport();
  for (const width of [400, 1600, 700, 1600]) {
    await desk.setViewportSize({ width, height: 800 });
    await expect(message(desk, '12 so many')).toBeInViewport();
    await expect(desk.getByRole('button', { name: 'Newest' })).toHaveCount(0);
  }
  await say(mariasPhone, roomId, 'Are you there?');
  await expect(message(desk, 'Are you there?')).toBeInViewport();
});

test('a message that does not get through keeps its words and goes by itself; one that is refused is kept, too', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const mariasPhone = await pharmacy.client(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(mariasPhone, { note: 'My refill please' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const sends = callsOf('messages.send');
  await expect(composer(desk)).toBeVisible();

  await desk.route(sends, (route) => route.abort());
  await write(desk, 'Nothing gets through');
  const failed = message(desk, 'Nothing gets through');
  await expect(failed.getByRole('img', { name: 'Sending' })).toBeVisible();
  await desk.reload();
  await expect(failed.getByRole('img', { name: 'Sending' })).toBeVisible();
  await desk.unroute(sends);
  await expect(failed.getByRole('img', { name: 'Sent' })).toBeVisible({ timeout: 30_000 });

  await refuse(desk, 'messages.send');
  await write(desk, 'The server says no');
  const refused = message(desk, 'The server says no');
  await expect(refused.getByRole('alert')).toContainText('Not sent. This does not exist, or it is not yours to see.');
  await desk.reload();
  await expect(refused.getByRole('alert')).toBeVisible();
  await desk.unroute(sends);
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(refused.getByRole('img', { name: 'Sent' })).toBeVisible();

  let answers = 0;
  desk.on('response', (response) => (answers += sends.test(response.url()) ? 1 : 0));
  await loseAnswer(desk, 'messages.send');
  await write(desk, 'The answer was lost');
  await expect(message(desk, 'The answer was lost').getByRole('img', { name: 'Sent' })).toBeVisible();
  await expect.poll(() => answers).toBe(2);

  const { items } = await mariasPhone.trpc.messages.list.query({ roomId });
  expect(items.map(({ content }) => content)).toEqual(['My refill please', 'Nothing gets through', 'The server says no', 'The answer was lost']);
  await expect(log(desk).getByRole('article')).toHaveCount(4);
});

test('who writes to the patient of an order that a colleague holds is asked once', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor');
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  await (await pharmacy.client(lena)).trpc.chatOrders.claim.mutate({ roomId });
  const { page: desk } = await seat(tom, { path: `/orders/${roomId}` });
  const question = desk.getByRole('alertdialog', { name: 'A colleague has this order' });

  await typeInto(composer(desk), 'Ready at four');
  await composer(desk).press('Control+Enter');
  await expect(question).toContainText('Lena Fischer has this order. Write to Maria all the same?');
  // a hurried second Enter must not send
  await desk.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(message(desk, 'Ready at four')).toHaveCount(0);
  await composer(desk).press('Control+Enter');
  await question.getByRole('button', { name: 'Send it' }).click();
  await expect(message(desk, 'Ready at four')).toContainText('beside the colleague who had it');
  await write(desk, 'Bring your card');
  await expect(message(desk, 'Bring your card')).toBeVisible();
  await expect(question).toBeHidden();
});

test('names and messages of another direction leave the words around them as they are', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const maria = await pharmacy.add('patient', 'سارة \u202Eالحداد');
  const { roomId } = await newOrder(await pharmacy.client(maria), { note: 'أحتاج إلى دوائي' });
  const { page: desk } = await seat(lena, { path: `/orders/${roomId}` });
  const recipient = desk.getByRole('group', { name: 'Recipient' });
  await expect(recipient).toContainText('b. 12 Mar 1984');
  const birth = recipient.getByText('b. 12 Mar 1984');
  const name = recipient.locator('bdi');
  // left to right: "To", the name, then the date of birth
  const [left, right] = [await name.boundingBox(), await birth.boundingBox()];
  expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x + 1);
  await expect(message(desk, 'أحتاج إلى دوائي').locator('[dir="auto"]')).toHaveCSS('direction', 'rtl');
});
