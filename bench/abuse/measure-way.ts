import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '../../server/transport/context.ts';
import type { ServerProcess } from '../server-process.ts';
import type { AttackOrder, AttackResult } from './attack.ts';
import { runAttack, startEcho } from './attacker-process.ts';
import { letBystandersIn } from './bystanders.ts';
import { everybodysAddress, startEverybody, type Load } from './everybody.ts';
import { watchUsage } from './usage-watch.ts';
import type { Place } from './town.ts';
import type { Way } from './ways.ts';
import { newWindow, summarize, type Window, type WindowSummary } from './window.ts';

/** Durations in milliseconds. */
export interface Plan {
  warmUp: number;
  quiet: number;
  attack: number;
  pause: number;
  /** As long does the attacker do the same to nobody. */
  control: number;
  bystanders: number;
  load: Load;
}

export interface WayResult {
  name: string;
  what: string;
  role: string;
  from: Way['from'];
  /** Why there is nothing more: the server did not live through it. */
  broken?: string;
  quiet?: WindowSummary;
  attacked?: WindowSummary;
  control?: WindowSummary;
  /** Of one core, while it was quiet and under attack. */
  serverCpuPercent?: { quiet: number; attacked: number };
  /** What each request, frame or connection of the attacker cost the server beyond quiet. */
  cpuMsPerSent?: number;
  /** By how much more memory it had at most than at most while it was quiet. */
  memoryMiB?: number;
  attack?: AttackResult;
}

export interface Scene {
  server: ServerProcess;
  places: readonly Place[];
  issue(caller: Caller): Promise<{ token: string }>;
}

const otherAddress = '127.9.0.2';

/** Quiet, the attack, a pause, and the same attack on nobody, while everybody else works on. */
export async function measureWay({ server, places, issue }: Scene, way: Way, plan: Plan): Promise<WayResult> {
  const { name, what, role, from } = way;
  const bystanders = await letBystandersIn(server.url, places[0]!.staff.slice(60, 60 + plan.bystanders), issue);
  const everybody = await startEverybody(server.url, places, issue, plan.load);
  const usage = watchUsage(server);
  const order: AttackOrder = {
    url: server.url,
    localAddress: from === 'same' ? everybodysAddress : otherAddress,
    token: way.who ? (await issue(way.who)).token : null,
    attack: way.attack,
    milliseconds: plan.attack,
    perSecond: null,
  };

  async function during<T>(window: Window, work: () => Promise<T>): Promise<T> {
    await everybody.turnTo(window);
    const result = await work();
    await everybody.turnTo(newWindow());
    return result;
  }

  const [quiet, attacked, control] = [newWindow(), newWindow(), newWindow()];
  await delay(plan.warmUp);
  const calm = await during(quiet, () => usage.over(() => delay(plan.quiet)));
  const busy = await during(attacked, () => usage.over(() => runAttack(order)));
  await delay(plan.pause);
  await during(control, () => attackNobody(order, busy.result, plan.control));
  await everybody.stop();
  await bystanders.leave();
  await usage.stop();
  return {
    name,
    what,
    role,
    from,
    quiet: summarize(quiet),
    attacked: summarize(attacked),
    control: summarize(control),
    serverCpuPercent: { quiet: calm.cpuPercent, attacked: busy.cpuPercent },
    cpuMsPerSent: ((busy.cpuPercent - calm.cpuPercent) * 10 * busy.result.seconds) / Math.max(1, busy.result.sent),
    memoryMiB: (busy.mostRssBytes - calm.mostRssBytes) / 2 ** 20,
    attack: busy.result,
  };
}

/** The attacker at the rate that it reached, against a process that does nothing for it and answers as much. */
async function attackNobody(order: AttackOrder, { sent, answered, bytesReceived, seconds }: AttackResult, milliseconds: number): Promise<void> {
  const echo = await startEcho(Math.round(bytesReceived / Math.max(1, answered)));
  try {
    await runAttack({ ...order, url: echo.url, milliseconds, perSecond: Math.max(1, sent / seconds) });
  } finally {
    await echo.stop();
  }
}
