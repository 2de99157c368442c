import { linesOn, startConversation } from './fixtures/conversation.ts';
import { becomes, livesOver, watchIndicator } from './fixtures/indicator.ts';
import { write } from './fixtures/orders.ts';
import { expect, test } from './fixtures/own-app.ts';

test.use({ accessTokenSeconds: 5 });

const renewal = /\/trpc\/auth\.refresh/;

for (const way of ['socket', 'stream'] as const)
  test(`tokens run out one after the other and the conversation goes on over a ${way}`, async ({ pharmacy, seat, line }) => {
    if (way === 'stream') line.refuseUpgrades();
    const { desk, phone, path } = await startConversation({ pharmacy, seat });
    const [statesOfDesk, statesOfPhone] = await Promise.all([watchIndicator(desk), watchIndicator(phone)]);
    const said: string[] = [];
    for (let round = 1; round <= 3; round++) {
      await Promise.all([desk.waitForResponse(renewal), phone.waitForResponse(renewal)]);
      await write(desk, `desk-${round}.`);
      await write(phone, `phone-${round}.`);
      said.push(`desk-${round}.`, `phone-${round}.`);
      for (const page of [desk, phone]) await expect.poll(async () => (await linesOn(page)).toSorted()).toEqual(said.toSorted());
    }
    await Promise.all([livesOver(desk, way), livesOver(phone, way)]);
    for (const states of [await statesOfDesk(), await statesOfPhone()]) {
      expect(states).not.toContain('offline');
      expect(states).not.toContain('session_ended');
    }
    expect(new URL(desk.url()).pathname).toBe(path);
  });

test('a token that ends before it could be renewed interrupts, signs nobody out, and loses nothing', async ({ pharmacy, seat }) => {
  const { desk, phone, path } = await startConversation({ pharmacy, seat });
  await desk.route(renewal, (route) => route.abort());
  // the server closes the socket with 4401
  await becomes(desk, 'reconnecting');
  await desk.getByTestId('connection-badge').click();
  await expect(desk.getByTestId('connection-indicator')).toContainText('Your sign-in is being renewed.');
  await write(phone, 'phone-1.');
  await expect.poll(() => linesOn(phone)).toEqual(['phone-1.']);
  expect(await linesOn(desk)).toEqual([]);

  await desk.unroute(renewal);
  await becomes(desk, 'live', { timeout: 30_000 });
  await expect.poll(() => linesOn(desk)).toEqual(['phone-1.']);
  expect(new URL(desk.url()).pathname).toBe(path);
});
