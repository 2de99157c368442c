import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/roles.ts';
import type { Caller } from '../../server/transport/context.ts';
import type { TrpcLoadClient } from '../load/trpc-client.ts';
import type { Place } from './town.ts';

/** Somebody at ordinary work, connected. */
export interface Worker {
  caller: Caller;
  token: string;
  place: Place;
  /** A conversation of theirs. */
  roomId: string;
  client: TrpcLoadClient;
}

export interface EverydayCall {
  kind: string;
  /** How many of all calls, in parts of the sum. */
  share: number;
  who: 'pharmacy' | 'clinic' | 'patient' | 'anybody';
  /** `n` numbers the calls. */
  make(worker: Worker, n: number, url: string): Promise<unknown>;
}

const day = 24 * 3_600_000;
/** What a send is known by when it arrives. */
export const mark = 'everyday:';

const room = ({ roomId }: Worker) => ({ roomId });
const otherRoom = ({ place }: Worker, n: number) => ({ roomId: place.roomIds[(n * 7) % place.roomIds.length]! });

/** What people do all day, and how often. */
export const everydayCalls: readonly EverydayCall[] = [
  { kind: 'queue', share: 12, who: 'pharmacy', make: ({ client }, n) => client.query('chatOrders.list', { queue: n % 2 === 0 ? 'unassigned' : 'all' }) },
  { kind: 'open an order', share: 14, who: 'pharmacy', make: (worker, n) => worker.client.query('chatOrders.get', otherRoom(worker, n)) },
  { kind: 'page of messages', share: 12, who: 'pharmacy', make: (worker, n) => worker.client.query('messages.list', otherRoom(worker, n)) },
  { kind: 'find a patient', share: 4, who: 'pharmacy', make: ({ client }) => client.query('patients.search', { query: 'Pat Bench 1' }) },
  { kind: 'day of visits', share: 8, who: 'clinic', make: ({ client }, n) => client.query('appointments.list', dayOf(n)) },
  { kind: 'chart', share: 4, who: 'clinic', make: ({ client, place }, n) => client.query('patients.chart', { patientId: place.patientIds[n % place.patientIds.length]! }) },
  { kind: 'own orders', share: 4, who: 'patient', make: ({ client }) => client.query('chatOrders.list', {}) },
  { kind: 'own conversation', share: 6, who: 'patient', make: (worker) => worker.client.query('messages.list', room(worker)) },
  { kind: 'send', share: 14, who: 'anybody', make: ({ client, roomId }, n) => client.send(roomId, newId(), `${mark}${n}; I will call you back this afternoon.`) },
  { kind: 'mark read', share: 8, who: 'anybody', make: (worker, n) => worker.client.ask('mutation', 'messages.markRead', { ...room(worker), seq: 1 + (n % 30) }) },
  { kind: 'typing', share: 6, who: 'anybody', make: ({ client, roomId }, n) => client.setTyping(roomId, n % 2 === 0) },
  { kind: 'away or back', share: 2, who: 'anybody', make: ({ client }, n) => client.ask('mutation', 'presence.setStatus', { status: n % 2 === 0 ? 'away' : 'online' }) },
  { kind: 'notifications', share: 4, who: 'anybody', make: ({ client }) => client.query('notifications.list', {}) },
  { kind: 'over HTTP', share: 2, who: 'anybody', make: ({ token }, _, url) => askOverHttp(url, token) },
];

/** Everybody writes and reads in the conversations of pharmacies; the clinic's people have their thread. */
export const isFor = ({ who }: EverydayCall, { caller, place }: Worker): boolean => {
  switch (who) {
    case 'pharmacy':
      return place.kind === 'pharmacy' && isPharmacist(caller.role);
    case 'clinic':
      return place.kind === 'clinic' && caller.role !== 'patient';
    case 'patient':
      return caller.role === 'patient';
    case 'anybody':
      return true;
  }
};

const isPharmacist = (role: Role): boolean => role === 'pharmacist';

function dayOf(n: number): { from: string; to: string } {
  const from = Math.floor(Date.now() / day) * day + (n % 10) * day;
  return { from: new Date(from).toISOString(), to: new Date(from + day).toISOString() };
}

async function askOverHttp(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}/trpc/auth.me`, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`"reason":"HTTP_${response.status}"`);
}
