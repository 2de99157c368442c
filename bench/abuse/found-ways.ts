import type { Caller } from '../../server/transport/context.ts';
import { limits } from '../../shared/limits.ts';
import type { Attack, Call } from './attack.ts';
import type { Cost } from './search.ts';
import type { Way } from './ways.ts';

/** What they are called together. */
export const found = 'found';
const sockets = 10;
const inFlight = 6;

/** A way for each of the calls that cost most: made again and again on ten sockets. */
export function foundWays(costs: readonly Cost[], people: readonly { role: string; caller: Caller }[]): Way[] {
  return costs.map(({ role, path, size, call }, n) => ({
    name: `${role === 'patient' ? 'patient' : 'staff'}: ${path}`,
    what: `${path} with ${size} input, found by search`,
    who: people.find((person) => person.role === role)!.caller,
    role,
    from: n % 2 === 0 ? 'other' : 'same',
    attack: attackOf(call),
  }));
}

const attackOf = (call: Call): Attack =>
  call.method === 'subscription'
    ? { kind: 'subscriptions', sockets, perSocket: limits.socket.subscriptions, calls: [call] }
    : { kind: 'calls', sockets, inFlight, batch: 1, calls: [call] };
