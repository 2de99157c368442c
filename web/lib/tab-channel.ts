import type { SignedIn } from '../../shared/auth.ts';

/** What tabs of one browser tell each other. All of them share one refresh cookie, so they share who is signed in. */
export type TabMessage = { type: 'signed_in'; signedIn: SignedIn } | { type: 'signed_out' };

export interface TabChannel {
  post(message: TabMessage): void;
  /** Calls `run` while no other tab is in it. */
  alone<T>(run: () => Promise<T>): Promise<T>;
}

export function openTabChannel(onMessage: (message: TabMessage) => void): TabChannel {
  const channel = new BroadcastChannel('medsync-session');
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => onMessage(data));
  return {
    post: (message) => channel.postMessage(message),
    // locks exist only where the page came over https or from this machine
    alone: (run) => ('locks' in navigator ? navigator.locks.request('medsync-session', run) : run()),
  };
}
