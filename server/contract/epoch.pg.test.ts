import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createDatabase } from '../db/database.ts';
import { readCommand } from '../features/admin/arguments.ts';
import { runCommand } from '../features/admin/run-command.ts';
import { roomFeed } from '../testing/feeds.ts';
import { openPharmacy } from '../testing/pharmacy.ts';
import { newOrder, text } from '../testing/requests.ts';
import { startTestApp } from '../testing/test-app.ts';

test('after a new epoch no place in the log is taken for one of the history before', async () => {
  const app = await startTestApp();
  onTestFinished(() => app[Symbol.asyncDispose]());
  const { patient, pharmacist } = await openPharmacy(app);
  const { roomId } = await newOrder(patient);
  const before = roomFeed(pharmacist, roomId);
  const { id } = await before.find(({ data }) => data.type === 'room.joined');

  const admin = createDatabase({ url: app.databaseUrl, poolSize: 1, onConnectionError: () => undefined });
  const answer = await runCommand(readCommand(['bump-epoch']), { db: admin, ownerUrl: app.databaseUrl, readInput: async () => '', clock: systemClock });
  await admin.close();
  expect(answer).toContain('Start every node again');
  // a node that goes on with the old name must not get new clients
  expect((await fetch(`${app.url}/readyz`)).status).toBe(503);

  // the same client, without a reload: it is told, and goes on
  await app.restart();
  await before.find(({ data }) => data.type === 'feed.reset');
  await patient.trpc.messages.send.mutate(text(roomId, 'after the restore'));
  await before.find(({ data }) => data.type === 'message.created' && data.message.content === 'after the restore');
  const resumed = roomFeed(pharmacist, roomId, id);
  await resumed.find(({ data }) => data.type === 'feed.reset');
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
});
