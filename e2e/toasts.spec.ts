import type { Page } from 'playwright/test';
import { newOrder } from '../server/testing/requests.ts';
import { newId } from '../shared/ids.ts';
import { news } from './fixtures/attention.ts';
import { expect, test } from './fixtures/desk.ts';
import { becomes } from './fixtures/indicator.ts';
import { composer, log, panel, say } from './fixtures/orders.ts';
import { typeInto } from './fixtures/typing.ts';

const words = 'Can you come to the counter, please? The patient of this morning is back and says that half of it is missing.';

/** Windows: a phone, the same with its keyboard open, a small and a low desk, and a large one. */
const sizes = [
  { width: 360, height: 740 },
  { width: 360, height: 360 },
  { width: 1024, height: 800 },
  { width: 1024, height: 400 },
  { width: 1440, height: 900 },
  { width: 1440, height: 400 },
];

/** The toast is there, 320 px wide at most, and leaves the composer alone. */
async function expectClear(page: Page): Promise<void> {
  const where = JSON.stringify(page.viewportSize());
  const form = composer(page).locator('xpath=ancestor::form');
  // a low window scrolls
  await form.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await expect(composer(page)).toBeInViewport({ ratio: 0.9 });
  await expect(news(page).getByRole('button', { name: 'Close' }), where).toBeInViewport({ ratio: 1 });
  await expect
    .poll(async () => {
      const [toast, below] = [await page.locator('.mantine-Notifications-root:has(.mantine-Notification-root)').boundingBox(), await form.boundingBox()];
      if (!toast || !below) return 'nothing there';
      const isApart = toast.y + toast.height <= below.y || toast.x >= below.x + below.width;
      return isApart && toast.width <= 320 ? 'clear' : JSON.stringify({ toast, below });
    }, where)
    .toBe('clear');
}

test('what tells news to staff never covers what they write, also when that grows', async ({ pharmacy, seat }) => {
  const lena = await pharmacy.add('pharmacist', 'Lena Fischer');
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const maria = await pharmacy.add('patient', 'Maria Alvarez').then(pharmacy.client);
  const { roomId } = await newOrder(maria, { note: 'My refill please' });
  const { roomId: threadId } = await tom.trpc.threads.create.mutate({ clientThreadId: newId(), subject: 'Counter', participantIds: [lena.id] });
  const { page } = await seat(lena, { path: `/orders/${roomId}?queue=all` });
  await expect(log(page)).toContainText('My refill please');
  await becomes(page, 'live');
  await tom.trpc.messages.send.mutate({ roomId: threadId, clientMessageId: newId(), content: words, messageType: 'text', mentionIds: [lena.id] });
  // under the pointer it stays
  await news(page).hover();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectClear(page);
    if (size.width < 1_200) continue;
    const [pane, toast] = [await panel(page).boundingBox(), await news(page).boundingBox()];
    expect(toast!.x).toBeGreaterThanOrEqual(pane!.x);
  }
  await page.setViewportSize(sizes[0]!);
  await typeInto(composer(page), Array.from({ length: 8 }, (_, line) => `Line ${line}`).join('\n'));
  await expectClear(page);
});

test('what tells news to a patient never covers what they write', async ({ pharmacy, seat }) => {
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  const client = await pharmacy.client(maria);
  const tom = await pharmacy.add('technician', 'Tom Okafor').then(pharmacy.client);
  const [{ roomId }, other] = [await newOrder(client, { note: 'My refill please' }), await newOrder(client, { note: 'And something else' })];
  const { page } = await seat(maria, { path: `/orders/${roomId}` });
  await expect(log(page)).toContainText('My refill please');
  await becomes(page, 'live');
  await say(tom, other.roomId, words);
  await news(page).hover();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectClear(page);
  }
});
