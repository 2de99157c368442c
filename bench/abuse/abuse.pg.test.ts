import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../server/testing/postgres-database.ts';
import { abuse } from './abuse.ts';
import type { WayResult } from './measure-way.ts';
import { found } from './found-ways.ts';
import type { Cost } from './search.ts';

/** One of each kind of attack, and what the search finds. */
const some = ['unread', 'presence', 'connects'];

test('attackers attack, everybody else works on beside them, and the search finds what costs most', { timeout: 600_000 }, async () => {
  const database = await createTestDatabase();
  const ways: WayResult[] = [];
  const costs: Cost[] = [];
  try {
    await abuse({
      databaseUrl: database.url,
      secretKey: randomBytes(32),
      mode: 'quick',
      only: [...some, found],
      onWay: (way) => ways.push(way),
      onSearch: (found) => costs.push(...found),
    });
  } finally {
    await database.drop();
  }

  expect(ways.map(({ name, broken }) => ({ name, broken })).filter(({ broken }) => broken)).toEqual([]);
  expect(costs.filter(({ role }) => role === 'patient')).toHaveLength(1);
  expect(costs.filter(({ role }) => role !== 'patient')).toHaveLength(1);
  expect(ways.slice(0, some.length).map(({ name }) => name)).toEqual(some);
  expect(ways).toHaveLength(some.length + costs.length);
  expect(ways.reduce((sum, { attacked }) => sum + attacked!.deliveries.count, 0)).toBeGreaterThan(0);
  for (const { name, attacked, attack } of ways) {
    expect(attacked!.calls.count, name).toBeGreaterThan(0);
    expect(attack!.sent, name).toBeGreaterThan(0);
  }
});
