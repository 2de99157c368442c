import { limits } from '../../shared/limits.ts';
import type { Caller } from '../../server/transport/context.ts';
import type { Attack, Call, RawRequest } from './attack.ts';
import { emailOf, password, type Place } from './town.ts';

/** One way to cost others their answer. */
export interface Way {
  name: string;
  /** What is done, for the report. */
  what: string;
  /** Null: nobody who is signed in. */
  who: Caller | null;
  role: string;
  /** Whether the attacker comes from everybody else's address, as behind one NAT, or from another network. */
  from: 'same' | 'other';
  attack: Attack;
}

const json = 'application/json';
const query = (path: string, input: unknown): Call => ({ method: 'query', path, input });
const change = (path: string, input: unknown): Call => ({ method: 'mutation', path, input });
const follow = (path: string, input: unknown = {}): Call => ({ method: 'subscription', path, input });

const post = (path: string, body: unknown): RawRequest => ({ method: 'POST', path: `/trpc/${path}`, contentType: json, body: JSON.stringify(body) });

/** As many calls in one request as there may be. */
const batch = (path: string, input: unknown): RawRequest => {
  const numbers = Array.from({ length: limits.http.batchCalls }, (_, n) => n);
  return post(`${numbers.map(() => path).join(',')}?batch=1`, Object.fromEntries(numbers.map((n) => [n, input])));
};

/** The ways that were thought of. Those of the procedures that cost most are found, and come after them. */
export function waysByHand(pharmacy: Place): Way[] {
  const patient = { who: pharmacy.patients[0]!, role: 'patient' };
  const technician = { who: pharmacy.staff[0]!, role: 'technician' };
  const nobody = { who: null, role: 'nobody' };
  const longPage = { roomId: pharmacy.longRoomId, limit: limits.page.messagesMax };
  return [
    { name: 'batches', what: 'batches of 20 of the longest pages of messages over HTTP', ...patient, from: 'other', attack: { kind: 'requests', connections: 4, requests: [batch('messages.list', longPage)] } },
    { name: 'unread', what: 'the same on forty connections that nobody reads', ...patient, from: 'same', attack: { kind: 'requests', connections: 40, requests: [batch('messages.list', longPage)], unread: { pipelined: 3, holdFor: 8_000 } } },
    { name: 'socket batches', what: 'the same on ten sockets', ...patient, from: 'other', attack: { kind: 'calls', sockets: 10, inFlight: 2, batch: limits.http.batchCalls, calls: [query('messages.list', longPage)] } },
    { name: 'presence', what: '1,000 subscriptions to presence.watch on 20 sockets, reopened', ...patient, from: 'same', attack: { kind: 'subscriptions', sockets: limits.socket.perUser, perSocket: limits.socket.subscriptions, calls: [follow('presence.watch')] } },
    { name: 'searches', what: 'twelve searches at any time', ...technician, from: 'other', attack: { kind: 'requests', connections: 12, requests: [post('patients.search', { query: 'a' }), post('chatOrders.list', { queue: 'all', search: 'a', limit: limits.page.ordersMax })] } },
    ...signIns(pharmacy),
    { name: 'orders', what: 'orders with as many items as there may be', ...patient, from: 'other', attack: { kind: 'calls', sockets: 4, inFlight: 8, batch: 1, calls: [change('chatOrders.create', largeOrder)] } },
    { name: 'writes', what: 'messages, typing and read marks as fast as the limit takes them', ...patient, from: 'same', attack: { kind: 'calls', sockets: 4, inFlight: 8, batch: 1, calls: writesIn(pharmacy.roomIds[0]!) } },
    { name: 'deep input', what: 'deep and wide JSON of the largest size', ...patient, from: 'other', attack: { kind: 'requests', connections: 8, requests: oddInputs } },
    { name: 'event streams', what: 'forty event streams with 16 subscriptions each, unread and reopened', ...patient, from: 'same', attack: { kind: 'requests', connections: 40, requests: [streamOf(pharmacy)], unread: { pipelined: 1, holdFor: 1_000 } } },
    { name: 'probes', what: '/readyz, /metrics and files', ...nobody, from: 'same', attack: { kind: 'requests', connections: 16, requests: ['/readyz', '/metrics', '/', '/assets/app.js'].map((path) => ({ method: 'GET', path })) } },
    { name: 'connects', what: 'sockets that come and go', ...nobody, from: 'other', attack: { kind: 'connects', atOnce: 50 } },
    { name: 'feeds', what: 'inbox.events, notifications.events and rooms.events, reopened', ...patient, from: 'other', attack: { kind: 'subscriptions', sockets: 10, perSocket: limits.socket.subscriptions, calls: [follow('inbox.events'), follow('notifications.events'), follow('rooms.events', { roomId: pharmacy.longRoomId })] } },
    { name: 'staff feeds', what: 'alerts.events, workItems.events and inbox.events, reopened', ...technician, from: 'same', attack: { kind: 'subscriptions', sockets: 10, perSocket: limits.socket.subscriptions, calls: [follow('alerts.events'), follow('workItems.events'), follow('inbox.events')] } },
  ];
}

function signIns({ patients }: Place): Way[] {
  const email = emailOf(patients[0]!);
  const attack = (input: object): Attack => ({ kind: 'requests', connections: 8, requests: [post('auth.login', input)] });
  const nobody = { who: null, role: 'nobody' };
  return [
    { name: 'wrong passwords', what: 'sign-ins with a wrong password, each for another account', ...nobody, from: 'other', attack: attack({ email: 'nobody.$id@bench.test', password: 'wrong' }) },
    { name: 'right passwords', what: 'sign-ins with the right password', ...nobody, role: 'patient', from: 'same', attack: attack({ email, password }) },
  ];
}

const largeOrder = {
  clientOrderId: '$id',
  note: 'x'.repeat(limits.text.note),
  items: Array.from({ length: limits.order.items }, () => ({ name: 'x'.repeat(limits.text.name), quantity: 1, directions: 'x'.repeat(limits.text.directions) })),
};

const writesIn = (roomId: string): Call[] => [
  change('messages.send', { roomId, clientMessageId: '$id', content: 'x'.repeat(limits.text.message), messageType: 'text' }),
  change('rooms.setTyping', { roomId, typing: true }),
  change('messages.markRead', { roomId, seq: 1 }),
];

const most = limits.http.bodyBytes - 100;
const deep = `${'['.repeat(most / 2)}${']'.repeat(most / 2)}`;
const wide = `{${Array.from({ length: Math.floor(most / 10) }, (_, n) => `"${String(n).padStart(5, '0')}":1`).join(',')}}`;
const list = `{"ids":[${Array.from({ length: Math.floor(most / 41) }, () => '"00000000-0000-7000-8000-000000000000"').join(',')}]}`;
const oddInputs: RawRequest[] = [
  ...[deep, wide].map((body): RawRequest => ({ method: 'POST', path: '/trpc/chatOrders.create', contentType: json, body })),
  { method: 'POST', path: '/trpc/notifications.markRead', contentType: json, body: list },
];

/** `$token` is the attacker's. */
function streamOf({ longRoomId }: Place): RawRequest {
  const paths = ['presence.watch', 'inbox.events', 'notifications.events', 'rooms.events'];
  const frames = Array.from({ length: 16 }, (_, n) => {
    const path = paths[n % paths.length]!;
    return { id: n + 1, method: 'subscription', params: { path, input: path === 'rooms.events' ? { roomId: longRoomId } : {} } };
  });
  const lines = [{ method: 'connectionParams', data: { token: '$token' } }, ...frames].map((frame) => JSON.stringify(frame));
  return { method: 'POST', path: '/trpc/stream', contentType: 'application/x-ndjson', body: lines.join('\n') };
}
