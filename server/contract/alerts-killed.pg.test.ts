import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { createDatabase } from '../db/database.ts';
import { freePort } from '../startup/free-port.ts';
import { addPerson, addTenant } from '../testing/people.ts';
import { createTestDatabase } from '../testing/postgres-database.ts';
import { runAsSuperuser } from '../testing/superuser.ts';
import { connect } from '../testing/test-client.ts';

const secretKey = Buffer.alloc(32, 7).toString('base64');

/** The server as a process of its own, which can be killed. */
async function startServer(databaseUrl: string, port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts'), '--api-only'], {
    env: { PATH: process.env['PATH'], PORT: String(port), DATABASE_URL: databaseUrl, SECRET_KEY: secretKey },
    stdio: 'ignore',
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), { timeout: 40_000 });
  return server;
}

async function kill(server: ChildProcess): Promise<void> {
  server.kill('SIGKILL');
  await once(server, 'exit');
}

test('killed between the steps of an alert and started again, even as two: the next step comes, once', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const db = createDatabase({ url: database.loginUrl, onConnectionError: () => undefined });
  onTestFinished(() => db.close());
  const tenantId = await addTenant(db, 'Northside', 'clinic');
  const [rosa, chen] = [await addPerson(db, tenantId, 'nurse', 'Rosa Jimenez'), await addPerson(db, tenantId, 'provider', 'Wei Chen')];
  const [port, otherPort] = [await freePort(), await freePort()];
  const makeDue = () =>
    runAsSuperuser(
      database.url,
      `with step as (update alert set next_step_at = now() - interval '1 second') update escalation_due set due_at = now() - interval '1 second'`,
    );
  const steps = async () =>
    (await runAsSuperuser(database.url, `select target_kind from alert_entry where target_kind is not null order by version`)).map(({ target_kind }) => target_kind);

  let server = await startServer(database.url, port);
  const nurse = await connect(`http://127.0.0.1:${port}`, rosa);
  await nurse.trpc.alerts.raise.mutate({ clientAlertId: newId(), message: 'Room 2', target: { kind: 'user', id: chen.id } });
  await kill(server);
  await makeDue();
  expect(await steps()).toEqual(['user']);

  server = await startServer(database.url, port);
  await vi.waitFor(async () => expect(await steps()).toEqual(['user', 'role']), { timeout: 30_000 });
  await kill(server);
  await makeDue();

  const servers = await Promise.all([startServer(database.url, port), startServer(database.url, otherPort)]);
  await vi.waitFor(async () => expect(await steps()).toEqual(['user', 'role', 'tenant']), { timeout: 30_000 });
  const [alert] = (await nurse.trpc.alerts.list.query({})).items;
  expect(alert).toMatchObject({ version: 3, acknowledgedBy: null });
  await Promise.all(servers.map(kill));
}, 180_000);
