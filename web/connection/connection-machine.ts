import type { Way } from './ways.ts';

/** Why nothing arrives at the moment. */
export type LossReason = 'network' | 'browser_offline' | 'asleep' | 'server_restart' | 'token' | 'too_slow' | 'too_many_tabs' | 'asked';

interface Interrupted {
  since: number;
  /** Tries since the connection was lost. */
  attempt: number;
  /** When the next try starts; null while one is under way. */
  nextTryAt: number | null;
  reason: LossReason;
}

/** Times are milliseconds of the clock that the events name. "Live" means that our subscriptions have started. */
export type ConnectionState =
  | { name: 'connecting'; since: number }
  | { name: 'live'; since: number; way: Way }
  | ({ name: 'reconnecting' } & Interrupted)
  | ({ name: 'offline' } & Interrupted)
  | { name: 'session_ended'; since: number };

export interface ConnectionModel {
  /** What is so. */
  actual: ConnectionState;
  /** What people are shown: the same, except that a blip is not worth a word. */
  shown: ConnectionState;
  socketOpen: boolean;
  /** Of the socket that opened last. */
  way: Way;
}

export type ConnectionEvent = { at: number } & (
  /** A socket, or the stream that stands for one. */
  | { type: 'socket_opened'; way: Way }
  | { type: 'socket_lost'; reason: LossReason }
  | { type: 'try_scheduled'; attempt: number; nextTryAt: number }
  | { type: 'try_started'; attempt: number }
  /** Whether every subscription that is open has been confirmed by the server, and there is one. */
  | { type: 'feeds_changed'; started: boolean }
  | { type: 'browser_went_offline' }
  | { type: 'session_ended' }
  | { type: 'time_passed' }
);

/** Anything shorter is not shown. */
const blip = 100;
const offlineAfter = 5_000;

export function initialConnection(at: number): ConnectionModel {
  const connecting: ConnectionState = { name: 'connecting', since: at };
  return { actual: connecting, shown: connecting, socketOpen: false, way: 'socket' };
}

export function reduceConnection(model: ConnectionModel, event: ConnectionEvent): ConnectionModel {
  if (model.actual.name === 'session_ended') return model;
  const socketOpen = event.type === 'socket_opened' || (event.type !== 'socket_lost' && model.socketOpen);
  const way = event.type === 'socket_opened' ? event.way : model.way;
  const actual = turnOffline(nextState(model.actual, event, way), socketOpen, event.at);
  return { actual, shown: isBlip(model.shown, actual, event.at) ? model.shown : actual, socketOpen, way };
}

/** When a `time_passed` event can change something next, or null. */
export function nextDeadline({ actual, shown, socketOpen }: ConnectionModel): number | null {
  if (shown.name === 'live' && actual.name !== 'live') return actual.since + blip;
  if (actual.name === 'reconnecting' || (actual.name === 'connecting' && !socketOpen)) return actual.since + offlineAfter;
  return null;
}

function nextState(state: ConnectionState, event: ConnectionEvent, way: Way): ConnectionState {
  switch (event.type) {
    case 'session_ended':
      return { name: 'session_ended', since: event.at };
    case 'feeds_changed':
      return event.started ? becomeLive(state, event.at, way) : leaveLive(state, event.at);
    case 'socket_lost':
      // a failed try says "network" about every cause
      if (isInterrupted(state)) return event.reason === 'network' ? state : { ...state, reason: event.reason };
      return { name: 'reconnecting', since: event.at, attempt: 0, nextTryAt: null, reason: event.reason };
    case 'browser_went_offline':
      return { name: 'offline', since: sinceInterrupted(state, event.at), attempt: 0, nextTryAt: null, reason: 'browser_offline' };
    case 'try_scheduled':
      return isInterrupted(state) ? { ...state, attempt: event.attempt, nextTryAt: event.nextTryAt } : state;
    case 'try_started':
      return isInterrupted(state) ? { ...state, attempt: event.attempt, nextTryAt: null } : state;
    case 'socket_opened':
      return state.name === 'live' ? becomeLive(state, event.at, way) : state;
    case 'time_passed':
      return state;
  }
}

const isInterrupted = (state: ConnectionState) => state.name === 'reconnecting' || state.name === 'offline';

const sinceInterrupted = (state: ConnectionState, at: number): number => (isInterrupted(state) ? state.since : at);

function becomeLive(state: ConnectionState, at: number, way: Way): ConnectionState {
  if (state.name !== 'live') return { name: 'live', since: at, way };
  return state.way === way ? state : { ...state, way };
}

/** A page that opens one more subscription is not live until it has started. */
const leaveLive = (state: ConnectionState, at: number): ConnectionState =>
  state.name === 'live' ? { name: 'connecting', since: at } : state;

function turnOffline(state: ConnectionState, socketOpen: boolean, at: number): ConnectionState {
  if (socketOpen || at - state.since < offlineAfter) return state;
  if (state.name === 'reconnecting') return { ...state, name: 'offline' };
  if (state.name === 'connecting')
    return { name: 'offline', since: state.since, attempt: 0, nextTryAt: null, reason: 'network' };
  return state;
}

const isBlip = (shown: ConnectionState, actual: ConnectionState, at: number): boolean =>
  shown.name === 'live' &&
  (actual.name === 'connecting' || actual.name === 'reconnecting') &&
  at - actual.since < blip;
