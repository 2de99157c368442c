import { password, type TestPerson } from '../server/testing/people.ts';
import { newOrder } from '../server/testing/requests.ts';
import { linesOn, startConversation } from './fixtures/conversation.ts';
import { becomes } from './fixtures/indicator.ts';
import { composer, message, write } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

const lines = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `desk-${from + index}.`);

test('twenty messages written offline in two tabs, one of them closed, with a clock that is wrong: each once, in order', async ({
  pharmacy,
  seat,
  line,
  site,
}) => {
  test.slow();
  const { desk, patient, roomId, path } = await startConversation({ pharmacy, seat });
  const other = await desk.context().newPage();
  await other.clock.setFixedTime(new Date('2031-01-01T00:00:00Z'));
  await other.setViewportSize({ width: 1280, height: 1600 });
  await other.goto(site + path);
  await expect(message(other, 'My metformin refill please')).toBeVisible();
  await becomes(other, 'live');

  line.refuse();
  await becomes(desk, 'reconnecting');
  for (const words of lines(1, 10)) await write(desk, words);
  await expect.poll(() => linesOn(other), 'the other tab shows what waits').toEqual(lines(1, 10));
  for (const words of lines(11, 20)) await write(other, words);
  await expect(message(other, 'desk-20.').getByRole('img', { name: /Sending|Waiting for the connection/ })).toBeVisible();
  await expect.poll(() => linesOn(desk)).toEqual(lines(1, 20));
  // the tab that sends goes away; the other takes over
  await desk.close();
  line.restore();
  // to the page, a network that is back is this event
  await other.evaluate(() => window.dispatchEvent(new Event('online')));
  const stored = async () => {
    const { items } = await patient.trpc.messages.list.query({ roomId, limit: 100 });
    return items.flatMap(({ content }) => content.match(/^desk-\d+\.$/) ?? []);
  };
  await expect.poll(stored, { timeout: 40_000 }).toEqual(lines(1, 20));
  await expect(other.getByRole('img', { name: /Sending|Waiting for the connection/ })).toHaveCount(0);
  expect(await linesOn(other)).toEqual(lines(1, 20));
});

test('unsent words belong to who wrote them: nobody else sends them, and they go when the writer is back', async ({ pharmacy, seat, line, site }) => {
  const [lena, tom] = await Promise.all([pharmacy.add('pharmacist', 'Lena Fischer'), pharmacy.add('technician', 'Tom Okafor')]);
  const patient = await pharmacy.client(await pharmacy.add('patient', 'Maria Alvarez'));
  const { roomId } = await newOrder(patient, { note: 'My refill please' });
  const { page: desk, context } = await seat(lena, { path: `/orders/${roomId}` });
  const signInAs = ({ email }: TestPerson) => context.request.post(`${site}/trpc/auth.login`, { data: { email, password } });
  await expect(composer(desk)).toBeVisible();
  line.refuse();
  await write(desk, 'Written by Lena');
  await expect(message(desk, 'Written by Lena').getByRole('img', { name: /Sending|Waiting for the connection/ })).toBeVisible();

  // as long as her page is open she would send it herself
  await desk.goto('about:blank');
  line.restore();
  await signInAs(tom);
  await desk.goto(`${site}/orders/${roomId}`);
  await write(desk, 'Written by Tom');
  await expect(message(desk, 'Written by Tom').getByRole('img', { name: 'Sent' })).toBeVisible();
  await expect(desk.locator('body')).not.toContainText('Written by Lena');

  await signInAs(lena);
  await desk.goto(`${site}/orders/${roomId}`);
  await expect(composer(desk)).toBeVisible();
  await expect(message(desk, 'Written by Lena').getByRole('img', { name: 'Sent' })).toBeVisible({ timeout: 30_000 });
  const { items } = await patient.trpc.messages.list.query({ roomId });
  expect(items.map(({ content, sender }) => [sender.name, content])).toEqual([
    ['Maria Alvarez', 'My refill please'],
    ['Tom Okafor', 'Written by Tom'],
    ['Lena Fischer', 'Written by Lena'],
  ]);
});
