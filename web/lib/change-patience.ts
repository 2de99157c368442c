import type { AppRouter } from './trpc.ts';

/**
 * What becomes of a change that does not get through.
 * - `again`: it names its result by an id of ours, or doing it twice is doing it once. Asked again, for as long as somebody waits.
 * - `once`: it rests on what the person saw, and somebody else may have acted since. Asked once; the outcome may stay unknown.
 * - `kept`: it goes through the outbox, which has a patience of its own: hours later it is still right.
 */
export type Patience = 'again' | 'once' | 'kept';

type Routers = AppRouter['_def']['record'];
type ChangesOf<Name extends keyof Routers> = {
  [Procedure in keyof Routers[Name] & string]: Routers[Name][Procedure] extends { _def: { type: 'mutation' } } ? `${Name}.${Procedure}` : never;
}[keyof Routers[Name] & string];
type Change = { [Name in keyof Routers]: ChangesOf<Name> }[keyof Routers];
/** Made before anybody is signed in, by a client of its own. */
type SignInCall = 'auth.login' | 'auth.refresh' | 'auth.logout';

/** Every change that the server knows: one that is not decided here does not compile. */
const patience: Record<Exclude<Change, SignInCall>, Patience> = {
  'messages.send': 'kept',
  'messages.markRead': 'kept',
  'notifications.markRead': 'kept',
  'notifications.markAllRead': 'kept',

  'chatOrders.create': 'again',
  // claiming what one holds changes nothing
  'chatOrders.claim': 'again',
  'chatOrders.release': 'once',
  'chatOrders.assign': 'once',
  'chatOrders.setStatus': 'once',
  'chatOrders.setItems': 'once',

  'appointments.create': 'again',
  'appointments.update': 'once',
  'appointments.cancel': 'once',
  'appointments.checkIn': 'once',
  'appointments.setStatus': 'once',
  'clinic.setSettings': 'once',

  'tasks.create': 'again',
  'tasks.assign': 'once',
  'tasks.complete': 'once',
  'priorAuths.create': 'again',
  'priorAuths.setStatus': 'once',
  'labResults.create': 'again',
  'labResults.markReady': 'once',
  'labResults.markReviewed': 'once',

  'threads.create': 'again',
  'threads.addParticipants': 'again',
  'threads.removeParticipant': 'again',

  'alerts.raise': 'again',
  'alerts.acknowledge': 'again',
  'alerts.seen': 'again',
  'announcements.send': 'again',
  'presence.setOnDuty': 'again',
  'notifications.setPreferences': 'once',
  'auth.endSession': 'once',

  // fleeting: said anew, or lapses by itself
  'rooms.setTyping': 'once',
  'schedule.setHold': 'once',
  'presence.setStatus': 'once',
};

/** `path` is a mutation's. */
export const patienceFor = (path: string): Patience => (Object.hasOwn(patience, path) ? patience[path as keyof typeof patience] : 'once');
