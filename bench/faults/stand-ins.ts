import { registerHooks } from 'node:module';
import type { Mischief, NodeOptions } from './node.ts';
import type { PlantedFault } from './planted.ts';

/** Loaded before a node of the fault run: gives the app other modules in place of its own, which they wrap, and a clock that can be wrong. */
const { planted } = JSON.parse(process.argv[2]!) as NodeOptions;

const wrappers: Record<PlantedFault, string> = {
  'untracked-heartbeat': 'transport/durable-feed.ts',
  'events-from-hints': 'realtime/event-log.ts',
  'throwing-stream': 'realtime/tailers.ts',
};
const server = new URL('../../server/', import.meta.url);
const replaced = new Map(
  ['startup/open-bus.ts', ...(planted ? [wrappers[planted]] : [])].map((path) => [
    new URL(path, server).href,
    new URL(`stand-ins/${path.slice(path.indexOf('/') + 1)}`, import.meta.url).href,
  ]),
);

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const standIn = replaced.get(found.url);
    // the stand-in itself gets what it stands in for
    return standIn && context.parentURL !== standIn ? { ...found, url: standIn } : found;
  },
});

let clockOff = 0;
process.on('message', (mischief: Mischief) => void (clockOff = mischief.clockOff));
const { Date: RightDate } = globalThis;
const now = () => Math.round(RightDate.now() + clockOff);
globalThis.Date = new Proxy(RightDate, {
  construct: (target, time, made) => Reflect.construct(target, time.length > 0 ? time : [now()], made) as Date,
  get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
});
