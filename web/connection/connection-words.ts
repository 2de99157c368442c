import type { ConnectionState, LossReason } from './connection-machine.ts';

/** One or two words for the badge. */
export function connectionWord(state: ConnectionState): string {
  switch (state.name) {
    case 'connecting':
      return 'Connecting';
    case 'live':
      return state.way === 'socket' ? 'Live' : 'Live, slower link';
    case 'reconnecting':
      return 'Reconnecting';
    case 'offline':
      return 'Offline';
    case 'session_ended':
      return 'Signed out';
  }
}

/** What it means for the person. */
export function connectionSentence(state: ConnectionState): string {
  switch (state.name) {
    case 'connecting':
      return 'Connecting. What you see may be a moment old.';
    case 'live':
      return state.way === 'socket'
        ? 'Everything you see is current.'
        : 'Everything you see is current. This network blocks WebSockets, so MedSync takes a slower way; whoever runs the network can allow them.';
    case 'reconnecting':
      return `${reasonWords(state.reason)} What you see may be a moment old.`;
    case 'offline':
      return `${reasonWords(state.reason)} What you see may be out of date.`;
    case 'session_ended':
      return 'You are signed out here.';
  }
}

function reasonWords(reason: LossReason): string {
  switch (reason) {
    case 'network':
      return 'The connection was lost.';
    case 'browser_offline':
      return 'This device has no network.';
    case 'asleep':
      return 'This device was asleep.';
    case 'server_restart':
      return 'MedSync is restarting.';
    case 'token':
      return 'Your sign-in is being renewed.';
    case 'too_slow':
      return 'The connection was too slow to keep up.';
    case 'too_many_tabs':
      return 'MedSync is open in too many tabs for this network. Close one of them.';
    case 'asked':
      return 'Connecting anew.';
  }
}

/** When the next try starts, or null when nothing is being tried. `now` in milliseconds. */
export function nextTryWords(state: ConnectionState, now: number): string | null {
  if (state.name !== 'reconnecting' && state.name !== 'offline') return null;
  const seconds = state.nextTryAt === null ? 0 : Math.ceil((state.nextTryAt - now) / 1_000);
  return seconds > 0 ? `in ${seconds} s` : 'now';
}
