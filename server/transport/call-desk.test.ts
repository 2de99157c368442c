import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { currentOwner } from '../work-owner.ts';
import { createCallDesk, type CallLimits } from './call-desk.ts';
import type { Caller } from './context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const small: CallLimits = {
  requests: { atOnce: { all: 100, lane: 100, tenant: 100, person: 2 }, waiting: 3, patience: 5_000 },
  calls: { atOnce: { all: 100, lane: 100, tenant: 100, person: 2 }, waiting: 3, patience: 5_000 },
  openings: { atOnce: { all: 100, lane: 100, tenant: 100, person: 2 }, waiting: 3, patience: 5_000 },
  costs: limits.costs,
};
const caller = (userId: string): Caller => ({ tenantId: 'greenleaf', userId, name: userId, role: 'pharmacist', tenantKind: 'pharmacy', sessionId: userId });
const refused = (retryAfter: number) => expect.objectContaining({ reason: 'RATE_LIMITED', details: { retryAfter } }) as Error;

function open() {
  const told: string[] = [];
  const metrics = { waitedForTurn: () => void told.push('waited'), callRefused: (why: string) => void told.push(why) };
  const desk = createCallDesk({ allowed: small, metrics });
  const payer = (userId: string, address = '10.0.0.1') => desk.payerOf({ caller: caller(userId), address });
  return { desk, payer, told };
}
const never = () => new Promise<never>(() => undefined);

test('calls of one person wait for each other, not those of others', async () => {
  const { desk, payer, told } = open();
  const first = Promise.withResolvers<string>();
  const begun: string[] = [];
  const call = (userId: string, work: () => Promise<string>) =>
    desk.call(payer(userId), () => {
      begun.push(userId);
      return work();
    });
  const one = call('lena', () => first.promise);
  void call('lena', never);
  const third = call('lena', async () => 'third');
  void call('tom', never);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['lena', 'lena', 'tom']);
  first.resolve('first');
  expect(await one).toBe('first');
  await vi.advanceTimersByTimeAsync(0);
  expect(await third).toBe('third');
  expect(told).toEqual(['waited']);
});

test('more calls than may wait are refused, and so is one that waits too long', async () => {
  const { desk, payer, told } = open();
  for (let n = 0; n < 2; n++) void desk.call(payer('lena'), never);
  const waiting = Promise.allSettled(Array.from({ length: 3 }, () => desk.call(payer('lena'), never)));
  await expect(desk.call(payer('lena'), never)).rejects.toEqual(refused(1));
  expect(await desk.call(payer('tom'), async () => 'answered')).toBe('answered');
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(told).toEqual(['queue', 'queue', 'queue', 'queue']);
});

test('whoever has cost too much waits for a moment, or is told how long it takes; nobody else notices', async () => {
  const { desk, payer, told } = open();
  const { burst, perSecond } = limits.costs.person.database;
  payer('lena').chargeDatabase(burst + perSecond);
  const short = desk.call(payer('lena'), async () => 'after a second');
  expect(await desk.call(payer('tom'), async () => 'at once')).toBe('at once');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await short).toBe('after a second');

  payer('lena').chargeDatabase(10 * perSecond);
  await expect(desk.call(payer('lena'), never)).rejects.toEqual(refused(10));
  expect(told).toEqual(['waited', 'cost']);
});

test('an address pays for all its people, and strangers there for each other', async () => {
  const { desk, payer } = open();
  payer('lena').chargeOutput(limits.costs.address.bytes.burst + 10 * limits.costs.address.bytes.perSecond);
  await expect(desk.call(payer('tom'), never)).rejects.toEqual(refused(10));
  expect(await desk.call(payer('tom', '10.0.0.2'), async () => 'from elsewhere')).toBe('from elsewhere');

  const stranger = (address: string) => desk.payerOf({ caller: null, address });
  expect(await desk.call(stranger('10.0.0.1'), async () => 'signed in')).toBe('signed in');
  const { burst, perSecond } = limits.costs.stranger.processor;
  for (let cost = 0; cost < burst + 4 * perSecond; cost += limits.callCost.request) stranger('10.0.0.3').chargeRequest('request');
  await expect(desk.call(stranger('10.0.0.3'), never)).rejects.toEqual(refused(4));
  expect(await desk.call(payer('tom', '10.0.0.3'), async () => 'somebody known')).toBe('somebody known');
  expect(await desk.call(stranger('10.0.0.2'), async () => 'from elsewhere')).toBe('from elsewhere');
});

test('who keeps the event loop busy goes on with one call at a time; strangers at one address do not', async () => {
  const { desk, payer } = open();
  const begun: string[] = [];
  const call = (asker: ReturnType<typeof payer>, name: string) =>
    void desk.call(asker, () => {
      begun.push(name);
      return never();
    });
  for (let cost = 0; cost <= limits.costs.oneByOneAfter.processor; cost += limits.callCost.request) {
    payer('lena').chargeRequest('request');
    desk.payerOf({ caller: null, address: '10.0.0.2' }).chargeRequest('request');
  }
  for (let n = 0; n < 2; n++) {
    call(payer('lena'), 'lena');
    call(payer('tom'), 'tom');
    call(desk.payerOf({ caller: null, address: '10.0.0.2' }), 'stranger');
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['lena', 'tom', 'stranger', 'tom', 'stranger']);
});

test('whoever has been refused too often is not heard for a while', async () => {
  const { desk, payer } = open();
  const { burst, perSecond } = limits.costs.person.refusals;
  for (let n = 0; n < burst; n++) payer('lena').chargeRefusal();
  expect(payer('lena').unheardFor).toBe(0);
  for (let n = 0; n < 5 * perSecond; n++) payer('lena').chargeRefusal();
  await expect(desk.request(payer('lena'), 'request')).rejects.toEqual(refused(5));
  (await desk.request(payer('tom'), 'request'))();
});

test('subscriptions that are opened again and again are refused; calls go on', async () => {
  const { desk, payer } = open();
  const lena = payer('lena');
  const { burst, perSecond } = limits.costs.person.subscriptions;
  for (let n = 0; n < burst; n++) lena.chargeOpening();
  for (let n = 0; n < 10 * perSecond; n++) lena.chargeOpening();
  await expect(desk.open(lena)).rejects.toEqual(refused(10));
  // until what they cost of the event loop is paid
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await desk.call(payer('lena'), async () => 'answered')).toBe('answered');
  const tom = await desk.open(payer('tom'));
  tom();
});

test('what is done in a call is for its person, until it ends', async () => {
  const { desk, payer } = open();
  let later: () => unknown = () => undefined;
  const owner = await desk.call(payer('lena'), async () => {
    const owner = currentOwner();
    later = await new Promise<() => unknown>((resolve) => queueMicrotask(() => resolve(() => owner?.hasEnded)));
    return { personId: owner?.personId, hadEnded: later() };
  });
  expect(owner).toEqual({ personId: 'lena', hadEnded: false });
  expect(later()).toBe(true);
  expect(currentOwner()).toBeNull();
});

test('what many are told of costs whoever told them', async () => {
  const { desk, payer } = open();
  const { burst, perSecond } = limits.costs.person.processor;
  payer('lena').chargeTold((burst + 3 * perSecond) / limits.callCost.told);
  await expect(desk.call(payer('lena'), never)).rejects.toEqual(refused(3));
});
