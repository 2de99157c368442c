import type { Page } from 'playwright/test';
import { linesOn, startConversation } from './fixtures/conversation.ts';
import { becomes, livesOver, watchIndicator } from './fixtures/indicator.ts';
import { say, write } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

test.describe.configure({ timeout: 120_000 });
test.beforeEach(({ line }) => line.refuseUpgrades());

const badge = (page: Page) => page.getByTestId('connection-badge');

test('where no WebSocket gets through, everything is live over streams, and the indicator says so', async ({ pharmacy, seat }) => {
  const { desk, phone, patient, roomId } = await startConversation({ pharmacy, seat });
  await Promise.all([livesOver(desk, 'stream'), livesOver(phone, 'stream')]);
  await expect(badge(desk)).toHaveText('Live, slower link');
  await say(patient, roomId, 'phone-1.');
  await write(desk, 'desk-1.');
  for (const page of [desk, phone]) await expect.poll(() => linesOn(page)).toEqual(['phone-1.', 'desk-1.']);

  await badge(desk).click();
  const indicator = desk.getByTestId('connection-indicator');
  await expect(indicator).toContainText('This network blocks WebSockets');
  await expect(indicator).toContainText(/Answers within\s*\d+ ms/);
});
