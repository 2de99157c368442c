import { linesOn, startConversation } from './fixtures/conversation.ts';
import { becomes, watchIndicator } from './fixtures/indicator.ts';
import { holdCalls } from './fixtures/network.ts';
import { say, write } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

test('a device without network says so at once, and is live as soon as the network is back', async ({ pharmacy, seat, browserName }) => {
  test.skip(browserName === 'firefox', 'a stock Firefox cannot be taken offline over BiDi');
  const { desk, patient, roomId } = await startConversation({ pharmacy, seat });
  const states = await watchIndicator(desk);
  await desk.context().setOffline(true);
  await becomes(desk, 'offline');
  await expect(desk.getByTestId('offline-bar')).toBeVisible();
  await say(patient, roomId, 'phone-1.');
  expect(await linesOn(desk)).toEqual([]);
  await desk.context().setOffline(false);
  await becomes(desk, 'live');
  await expect.poll(() => linesOn(desk)).toEqual(['phone-1.']);
  expect((await states()).filter((state) => state !== 'reconnecting')).toEqual(['live', 'offline', 'live']);
});

test('a tab that is shown again does not trust a dead line', async ({ pharmacy, seat, line }) => {
  const { desk, patient, roomId } = await startConversation({ pharmacy, seat });
  line.freeze();
  await say(patient, roomId, 'phone-1.');
  // no driver can hide a tab; to the page, being shown again is this event
  await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  // far sooner than the 19 s after which silence alone would be noticed
  await becomes(desk, 'reconnecting', { timeout: 10_000 });
  line.restore();
  await becomes(desk, 'live', { timeout: 30_000 });
  await expect.poll(() => linesOn(desk)).toEqual(['phone-1.']);
});

test('a laptop that slept longer than its token lives comes back where it was', async ({ pharmacy, seat, site }) => {
  const { desk, phone, path } = await startConversation({ pharmacy, seat });
  await desk.clock.install();
  await desk.goto(site + path);
  await becomes(desk, 'live');
  // a way back that is quicker than a blink is not shown
  const renewal = await holdCalls(desk, 'auth.refresh');
  await desk.clock.fastForward('30:00');
  await becomes(desk, 'reconnecting');
  renewal.release();
  await becomes(desk, 'live');
  await write(phone, 'phone-1.');
  await expect.poll(() => linesOn(desk)).toEqual(['phone-1.']);
  expect(new URL(desk.url()).pathname).toBe(path);
});

test('whoever closes the tab is gone from the other screens', async ({ pharmacy, seat }) => {
  const { desk, phone } = await startConversation({ pharmacy, seat });
  await expect(phone.getByTestId('pharmacy-presence')).toHaveText('Your pharmacy is here');
  await expect(desk.getByRole('group', { name: 'Who is here' })).toContainText('Maria');
  await desk.close();
  await expect(phone.getByTestId('pharmacy-presence')).toContainText('Nobody is at the desk now.');
});
