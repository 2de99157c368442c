import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '../../shared/limits.ts';
import { systemClock } from '../../server/clock.ts';
import { createDatabase } from '../../server/db/database.ts';
import { ensureSigningKey, loadSigningKeys } from '../../server/features/auth/signing-keys.ts';
import { createAccessTokens } from '../../server/features/auth/tokens.ts';
import { createTestLogin } from '../../server/testing/test-login.ts';
import { startServerProcess } from '../server-process.ts';
import type { Mode } from '../workload.ts';
import { sizes } from './inputs.ts';
import { measureWay, type Plan, type Scene, type WayResult } from './measure-way.ts';
import { costOf, mostCostly, searchProcedures, type Cost, type SearchPlan } from './search.ts';
import { settle, type Place, type TownSize } from './town.ts';
import { waysByHand, type Way } from './ways.ts';
import { found, foundWays } from './found-ways.ts';

export interface AbuseOptions {
  /** A prepared database, the superuser's address. */
  databaseUrl: string;
  secretKey: Buffer;
  mode: Mode;
  /** Only ways with these names, `found` for those that the search finds; all when empty. */
  only: readonly string[];
  onWay(result: WayResult): void;
  onSearch(costs: Cost[]): void;
}

const towns: Record<Mode, TownSize> = {
  quick: { orders: 6, staff: 64, longMessages: 220, visitDays: 2, work: 5 },
  ordinary: { orders: 300, staff: 300, longMessages: 2_000, visitDays: 14, work: 200 },
  full: { orders: 1_000, staff: 300, longMessages: 5_000, visitDays: 42, work: 1_000 },
};
const usual: Plan = { warmUp: 2_000, quiet: 12_000, attack: 12_000, pause: 1_000, control: 4_000, bystanders: 60, load: { callsPerSecond: 40, arrivalEvery: 2_000 } };
const plans: Record<Mode, Plan> = {
  quick: { ...usual, warmUp: 200, quiet: 500, attack: 700, pause: 0, control: 300, bystanders: 2, load: { callsPerSecond: 20, arrivalEvery: 400 } },
  ordinary: usual,
  full: { ...usual, quiet: 30_000, attack: 30_000 },
};
const foundOfEach: Record<Mode, number> = { quick: 1, ordinary: 5, full: 10 };
const searches: Record<Mode, SearchPlan> = { quick: { sizes: ['small'], times: 1 }, ordinary: { sizes, times: 8 }, full: { sizes, times: 20 } };

/** Moves three tenants in, looks for the most costly procedures, and measures everybody else while one person does the worst that limits allow, one way after the other. */
export async function abuse({ databaseUrl, secretKey, mode, only, onWay, onSearch }: AbuseOptions): Promise<void> {
  await ensureSigningKey(databaseUrl, secretKey);
  const loginUrl = await createTestLogin(databaseUrl);
  const db = createDatabase({ url: loginUrl, poolSize: 4, onConnectionError: () => undefined });
  const webRoot = webApp();
  try {
    const keys = await loadSigningKeys(db, secretKey);
    const tokens = createAccessTokens({ keys, accessTokenSeconds: limits.auth.accessTokenSeconds, clock: systemClock });
    const base = { databaseUrl, loginUrl, port: 0, secretKey: secretKey.toString('base64'), publicJwk: keys.jwks.keys[0]!, system: 'medsync' as const };
    const places: Place[] = [];
    for (const kind of ['pharmacy', 'clinic', 'pharmacy'] as const) places.push(await settle(db, databaseUrl, kind, towns[mode]));
    const [pharmacy, clinic] = places as [Place, Place, Place];

    const issue: Scene['issue'] = (caller) => tokens.issue(caller);
    // a quick run measures nothing: one process will do
    const shared = mode === 'quick' ? await startServerProcess({ ...base, asShipped: { webRoot } }) : null;

    async function onServer<T>(options: { asShipped?: { webRoot: string } }, work: (scene: Scene) => Promise<T>): Promise<T> {
      if (shared) return work({ server: shared, places, issue });
      const server = await startServerProcess({ ...base, ...options });
      try {
        return await work({ server, places, issue });
      } finally {
        await server.kill();
      }
    }

    async function search(): Promise<Way[]> {
      const people = [
        { role: 'patient', caller: pharmacy.patients[0]!, place: pharmacy },
        { role: 'admin', caller: pharmacy.admin, place: pharmacy },
        { role: 'clinic admin', caller: clinic.admin, place: clinic },
      ];
      // what a call costs shows where no limit is in its way
      const costs = await onServer({}, async ({ server, issue }) => {
        const searchers = await Promise.all(people.map(async (person) => ({ ...person, token: (await issue(person.caller)).token })));
        return searchProcedures(server, searchers, searches[mode]);
      });
      const byPatients = mostCostly(costs.filter(({ role }) => role === 'patient'), foundOfEach[mode]);
      const byStaff = mostCostly(costs.filter(({ role }) => role !== 'patient'), foundOfEach[mode]);
      onSearch([...byPatients, ...byStaff].toSorted((a, b) => costOf(b) - costOf(a)));
      return foundWays([...byPatients, ...byStaff], people);
    }

    const isWanted = (name: string) => only.length === 0 || only.includes(name);
    async function measureAll(ways: readonly Way[]): Promise<void> {
      for (const way of ways)
        onWay(await onServer({ asShipped: { webRoot } }, (scene) => measureWay(scene, way, plans[mode]).catch((error) => broken(way, error))));
    }
    await measureAll(waysByHand(pharmacy).filter(({ name }) => isWanted(name)));
    if (isWanted(found)) await measureAll(await search());
    await shared?.kill();
  } finally {
    rmSync(webRoot, { recursive: true, force: true });
    await db.close();
  }
}

const broken = ({ name, what, role, from }: Way, error: unknown): WayResult => ({ name, what, role, from, broken: String(error) });

/** As large as the real one, without building it. */
function webApp(): string {
  const root = mkdtempSync(join(tmpdir(), 'medsync-web-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>MedSync</title><script src="/assets/app.js"></script>');
  writeFileSync(join(root, 'assets', 'app.js'), `"${'x'.repeat(400_000)}"`);
  return root;
}
