import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '../../server/transport/context.ts';
import { numberAfter } from '../load/arrivals.ts';
import { openTrpcClient, type TrpcLoadClient } from '../load/trpc-client.ts';
import { comeIn } from './arrivals.ts';
import { reasonIn } from './attack-run.ts';
import { everydayCalls, isFor, mark, type EverydayCall, type Worker } from './everyday.ts';
import { emailOf, working, type Place } from './town.ts';
import { arrival, newWindow, noteCall, noteFailure, type Window } from './window.ts';

export const everybodysAddress = '127.0.0.1';

/** Some thirty people of three tenants at ordinary work. Calls begin at a steady rate, whatever becomes of earlier ones. */
export interface Everybody {
  /** What begins from now on counts there. Resolves when whatever began before has ended. */
  turnTo(window: Window): Promise<void>;
  stop(): Promise<void>;
}

export interface Load {
  callsPerSecond: number;
  /** Every so many milliseconds somebody signs in and connects. */
  arrivalEvery: number;
}

/** A call that takes longer has failed. */
const givesUpAfter = 10_000;
const tick = 5;

type Issue = (caller: Caller) => Promise<{ token: string }>;

export async function startEverybody(url: string, places: readonly Place[], issue: Issue, load: Load): Promise<Everybody> {
  const workers: Worker[] = [];
  for (const { place, caller, roomId } of homes(places)) {
    const { token } = await issue(caller);
    workers.push({ place, caller, roomId, token, client: await connect(url, token, roomId) });
  }
  const turns = everydayCalls.flatMap((call) => Array.from({ length: call.share }, () => call));
  const fitting = new Map(everydayCalls.map((call) => [call, workers.filter((worker) => isFor(call, worker))]));
  const readers = Map.groupBy(workers, ({ roomId }) => roomId);
  const sends = new Map<number, { window: Window; startedAt: number; left: Set<Worker>; done: () => void }>();
  const underWay = new Set<Promise<void>>();
  let window = newWindow();

  for (const worker of workers)
    worker.client.onDelivery = (frame) => {
      if (!frame.includes('"type":"message.created"')) return;
      const send = sends.get(numberAfter(frame, mark));
      if (!send?.left.delete(worker)) return;
      send.window.deliveries.push(performance.now() - send.startedAt);
      if (send.left.size === 0) send.done();
    };

  function track(work: Promise<void>): void {
    underWay.add(work);
    void work.then(() => underWay.delete(work));
  }

  /** Notes how long `work` takes, or that it failed, where it began. */
  async function measured(into: Window, kind: string, work: () => Promise<unknown>): Promise<void> {
    const startedAt = performance.now();
    try {
      await inTime(work());
      noteCall(into, kind, performance.now() - startedAt);
    } catch (error) {
      noteFailure(into, `${kind}: ${error instanceof Error ? reasonOf(error) : 'ERROR'}`);
    }
  }

  async function follow(worker: Worker, n: number, into: Window): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const send = { window: into, startedAt: performance.now(), left: new Set(readers.get(worker.roomId)), done: resolve };
    sends.set(n, send);
    await inTime(promise).catch(() => {
      for (const _ of send.left) noteFailure(into, 'delivery: NOT_IN_TIME');
    });
    sends.delete(n);
  }

  function begin(n: number): void {
    // a step without a common factor goes through all turns, mixed
    const call: EverydayCall = turns[(n * 37) % turns.length]!;
    const able = fitting.get(call)!;
    const worker = able[Math.floor((n * 7) / turns.length + n) % able.length]!;
    if (call.kind === 'send') track(follow(worker, n, window));
    track(measured(window, call.kind, () => call.make(worker, n, url)));
  }

  const startedAt = performance.now();
  let begun = 0;
  let arrived = 0;
  const clock = setInterval(() => {
    const passed = performance.now() - startedAt;
    while (begun < (passed / 1_000) * load.callsPerSecond) begin(begun++);
    if (arrived < passed / load.arrivalEvery) {
      const email = emailOf(workers[(arrived++ * 11) % workers.length]!.caller);
      track(measured(window, arrival, () => comeIn(url, email)));
    }
  }, tick);

  return {
    async turnTo(next) {
      const before = [...underWay];
      window = next;
      await Promise.all(before);
    },
    async stop() {
      clearInterval(clock);
      await Promise.all(underWay);
      await Promise.all(workers.map(({ client }) => Promise.race([client.close(), delay(1_000)])));
    },
  };
}

/** Whose home is where: an order's patient and two of the pharmacy, and the clinic's people in their thread. */
function homes(places: readonly Place[]): { place: Place; caller: Caller; roomId: string }[] {
  return places.flatMap((place) => {
    if (place.kind === 'clinic') return place.staff.slice(0, working).map((caller) => ({ place, caller, roomId: place.threadId }));
    return [1, 2, 3, 4].flatMap((n) =>
      [place.patients[n]!, place.pharmacists[2 * n]!, place.pharmacists[2 * n + 1]!].map((caller) => ({ place, caller, roomId: place.roomIds[n]! })),
    );
  });
}

async function connect(url: string, token: string, roomId: string): Promise<TrpcLoadClient> {
  const client = await openTrpcClient({ url, token, localAddress: everybodysAddress }, { firstValueAdmits: true });
  await client.join(roomId);
  for (const path of ['inbox.events', 'presence.watch', 'notifications.events']) await client.ask('subscription', path, {});
  return client;
}

const reasonOf = ({ message }: Error): string => (message.includes('"reason"') ? reasonIn(message) : message.slice(0, 60));

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = setTimeout(() => reject(new Error('NOT_IN_TIME')), givesUpAfter);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(late);
  }
}
