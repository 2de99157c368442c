import type { SignedIn, User } from '../../shared/auth.ts';
import { failureOf } from './error-words.ts';
import type { TabChannel, TabMessage } from './tab-channel.ts';
import { tokenLifetime } from './token-lifetime.ts';

export type SessionState =
  /** Not known yet who this is. `problem` is what went wrong with asking; it is asked again. */
  | { name: 'starting'; problem: unknown }
  | { name: 'signed_out'; because: 'nobody' | 'ended' | 'signed_out' }
  | { name: 'signed_in'; user: User };

/** The calls that need no access token. */
export interface AuthCalls {
  login(credentials: { email: string; password: string }): Promise<SignedIn>;
  refresh(): Promise<SignedIn>;
  logout(): Promise<unknown>;
}

export interface Session {
  getState(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Calls `listener` whenever there is a new token for the same person. */
  onRenewed(listener: () => void): () => void;
  /** An access token with time left, renewed if need be. */
  freshToken(): Promise<string>;
  /** A token newer than the one at hand, which the server did not take. */
  renewedToken(): Promise<string>;
  start(): Promise<void>;
  signIn(credentials: { email: string; password: string }): Promise<void>;
  /** Signs out all tabs. Holds even if the server cannot be reached. */
  signOut(): Promise<void>;
}

/** Remembers across reloads that somebody signed out before the server could be told. */
export interface SignOutNote {
  isSet(): boolean;
  set(value: boolean): void;
}

interface SessionOptions {
  calls: AuthCalls;
  openTabs: (onMessage: (message: TabMessage) => void) => TabChannel;
  note: SignOutNote;
  now?: () => number;
}

/** How many milliseconds before its end a token that lives for `lifetime` is renewed: a minute, unless it lives only minutes. */
const renewBefore = (lifetime: number): number => Math.min(60_000, lifetime / 4);

/** Who is signed in, and their access token, which lives in memory only. */
export function createSession({ calls, openTabs, note, now = Date.now }: SessionOptions): Session {
  const stateListeners = new Set<() => void>();
  const renewListeners = new Set<() => void>();
  let state: SessionState = { name: 'starting', problem: null };
  let token: { value: string; renewAt: number; expiresAt: number } | null = null;
  let renewing: Promise<string> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tabs = openTabs((message) => {
    if (message.type === 'signed_in') adopt(message.signedIn);
    else if (state.name === 'signed_in') become({ name: 'signed_out', because: 'signed_out' });
  });

  function become(next: SessionState): void {
    if (next.name !== 'signed_in') {
      token = null;
      clearTimeout(timer);
    }
    state = next;
    for (const listener of stateListeners) listener();
  }

  function adopt({ accessToken, expiresAt, user }: SignedIn): void {
    const lifetime = tokenLifetime(accessToken) ?? Date.parse(expiresAt) - now();
    const renewIn = lifetime - renewBefore(lifetime);
    token = { value: accessToken, renewAt: now() + renewIn, expiresAt: now() + lifetime };
    clearTimeout(timer);
    timer = setTimeout(() => void renew().catch(() => undefined), Math.max(1_000, renewIn));
    if (state.name === 'signed_in' && state.user.id === user.id) for (const listener of renewListeners) listener();
    else become({ name: 'signed_in', user });
  }

  function renew(): Promise<string> {
    const before = token;
    renewing ??= tabs
      .alone(async () => {
        // another tab was faster
        if (token && token !== before) return token.value;
        const signedIn = await calls.refresh();
        if (note.isSet()) throw new Error('Signed out in the meantime.');
        tabs.post({ type: 'signed_in', signedIn });
        adopt(signedIn);
        return signedIn.accessToken;
      })
      .catch((error: unknown) => {
        // an answer, and not one of a busy server: there is no session to renew
        const refused = failureOf(error)?.reason;
        if (refused === 'NOT_SIGNED_IN' || refused === 'SESSION_ENDED' || refused === 'TOKEN_INVALID' || refused === 'TOKEN_EXPIRED')
          become({ name: 'signed_out', because: state.name === 'signed_in' ? 'ended' : 'nobody' });
        throw error;
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  }

  async function tellServerSignedOut(): Promise<void> {
    await calls.logout();
    note.set(false);
  }

  return {
    getState: () => state,
    subscribe(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onRenewed(listener) {
      renewListeners.add(listener);
      return () => renewListeners.delete(listener);
    },
    async freshToken() {
      if (token && now() < token.renewAt) return token.value;
      const usable = token && token.expiresAt > now() ? token.value : null;
      return renew().catch((error: unknown) => {
        if (usable !== null && state.name === 'signed_in') return usable;
        throw error;
      });
    },
    renewedToken: renew,
    async start() {
      try {
        if (note.isSet()) {
          await tellServerSignedOut();
          become({ name: 'signed_out', because: 'signed_out' });
        } else await renew();
      } catch (problem) {
        if (state.name === 'starting') become({ name: 'starting', problem });
      }
    },
    async signIn(credentials) {
      const signedIn = await calls.login(credentials);
      note.set(false);
      tabs.post({ type: 'signed_in', signedIn });
      adopt(signedIn);
    },
    async signOut() {
      note.set(true);
      become({ name: 'signed_out', because: 'signed_out' });
      tabs.post({ type: 'signed_out' });
      await tellServerSignedOut().catch(() => undefined);
    },
  };
}
