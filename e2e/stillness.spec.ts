import type { Page } from 'playwright/test';
import type { TestClient } from '../server/testing/test-client.ts';
import { newOrder } from '../server/testing/requests.ts';
import { newId } from '../shared/ids.ts';
import { alertBars, news } from './fixtures/attention.ts';
import type { Pharmacy, Seat } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { composer, log, say } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';
import { expectStillness, watchStillness } from './fixtures/stillness.ts';

const sizes = [
  { width: 360, height: 740 },
  { width: 1024, height: 800 },
];

const raise = (client: TestClient, message: string) =>
  client.trpc.alerts.raise.mutate({ clientAlertId: newId(), message, target: { kind: 'tenant' } });

interface Stage {
  pharmacy: Pharmacy;
  seat(person: Awaited<ReturnType<Pharmacy['add']>>, options?: { path?: string }): Promise<Seat>;
}

/** The pharmacist with an order open, a colleague and the patient. */
async function openOrder({ pharmacy, seat }: Stage) {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const [tom, maria] = await Promise.all([
    pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client),
    pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client),
  ]);
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  // enough to scroll: a conversation that fits slides up by a message, as a chat does
  for (let line = 1; line <= 12; line++) await say(maria, roomId, `Line ${line}`);
  const own = await pharmacy.client(lena);
  await own.trpc.messages.markRead.mutate({ roomId, seq: 1_000 });
  const { page } = await seat(lena, { path: `/orders/${roomId}?queue=all` });
  await expect(log(page)).toContainText('Line 12');
  await becomes(page, 'live');
  return { lena, own, tom, maria, roomId, page };
}

/** What happens between the two is seen to move nothing. */
async function still(page: Page, what: string, happen: () => Promise<void>): Promise<void> {
  await watchStillness(page);
  await happen();
  await expectStillness(page, what);
}

test('nothing moves when the connection goes and comes, an alert is raised and taken, somebody writes, or there is news', async ({ pharmacy, seat, line }) => {
  test.slow();
  const { lena, own, tom, maria, roomId, page } = await openOrder({ pharmacy, seat });
  const { roomId: threadId } = await tom.trpc.threads.create.mutate({ clientThreadId: newId(), subject: 'Room 3', participantIds: [lena.id] });
  for (const size of sizes) {
    await page.setViewportSize(size);
    // a conversation that is opened begins at its end
    await page.reload();
    await expect(log(page)).toContainText('Line 12');
    await becomes(page, 'live');
    await expect(composer(page)).toBeInViewport({ ratio: 1 });
    await still(page, 'a lost connection', async () => {
      line.refuse();
      await page.getByTestId('offline-bar').waitFor();
    });
    await still(page, 'a connection that is back', async () => {
      line.restore();
      await page.getByTestId('offline-bar').getByRole('button', { name: 'Reconnect' }).click();
      await becomes(page, 'live');
      await expect(page.getByTestId('caught-up')).toBeVisible();
      await expect(page.getByTestId('offline-bar')).toHaveCount(0);
      await expect(page.getByTestId('caught-up')).toHaveCount(0);
    });

    let alertId = '';
    await still(page, 'an alert', async () => {
      ({ id: alertId } = await raise(tom, 'Anaphylaxis, room 2'));
      await alertBars(page).waitFor();
    });
    await still(page, 'an alert that is taken', async () => {
      await tom.trpc.alerts.acknowledge.mutate({ alertId });
      await expect(alertBars(page)).toHaveCount(0);
    });
    const notice = page.getByRole('status', { name: 'Your alerts' });
    await still(page, 'what becomes of an own alert', async () => {
      ({ id: alertId } = await raise(own, 'Somebody to the counter'));
      await expect(notice).toContainText('You called everyone');
      await tom.trpc.alerts.acknowledge.mutate({ alertId });
      await expect(notice).toContainText('Taken by Tom Okafor');
      await notice.getByRole('button', { name: 'Close' }).click();
    });

    await still(page, 'a message', async () => {
      const words = `Is it ready, at ${size.width}?`;
      await say(maria, roomId, words);
      await expect(log(page)).toContainText(words);
    });
    await still(page, 'news', async () => {
      await tom.trpc.messages.send.mutate({ roomId: threadId, clientMessageId: newId(), content: 'Can you come?', messageType: 'text', mentionIds: [lena.id] });
      await news(page).waitFor();
      await news(page).getByRole('button', { name: 'Close' }).click();
      await expect(news(page)).toHaveCount(0);
    });
  }
});
