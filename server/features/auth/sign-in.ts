import type { Database } from '../../db/database.ts';
import { Failure } from '../../failure.ts';
import type { Bus } from '../../realtime/bus.ts';
import { networksOf, widestOf } from '../../transport/client-network.ts';
import { recordAudit } from '../audit/audit-log.ts';
import type { DenialLog } from '../audit/denial-log.ts';
import type { SignInAttempts, SignInSource } from './attempts.ts';
import { checkCredentials, type Account } from './credentials.ts';
import type { DeviceCookie, DeviceCookies } from './device-cookie.ts';
import { grantSession, type Grant } from './grant.ts';
import type { verifyPassword } from './passwords.ts';
import { findUser } from './queries.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import { endReplaced } from './replaced-sessions.ts';
import { announceEnded } from './session-bus.ts';
import { openSession } from './sessions.ts';
import type { SuccessLimits } from './success-limits.ts';
import type { AccessTokens } from './tokens.ts';
import type { VerificationQueue } from './verification-queue.ts';

export interface SignInGrant extends Grant {
  /** What the browser is known by the next time. */
  device: DeviceCookie;
}

/** Where somebody signs in. */
export interface SignInPlace {
  address: string;
  userAgent: string | null;
  /** The device cookie as the browser sent it, or null. */
  device: string | null;
}

/** Opens a session. Throws WRONG_CREDENTIALS, whatever the cause, or RATE_LIMITED. */
export type SignIn = (credentials: { email: string; password: string }, place: SignInPlace) => Promise<SignInGrant>;

export interface SignInDeps {
  db: Database;
  bus: Bus;
  tokens: AccessTokens;
  refreshTokens: RefreshTokens;
  attempts: SignInAttempts;
  successes: SuccessLimits;
  devices: DeviceCookies;
  verifications: VerificationQueue;
  denials: Pick<DenialLog, 'requireRoom' | 'noteWrongPassword' | 'noteRefusedAttempt'>;
  verify: typeof verifyPassword;
  /** Told of every attempt. */
  onAttempt: (outcome: 'signed_in' | 'wrong' | 'refused') => void;
}

export function createSignIn(deps: SignInDeps): SignIn {
  const { db, bus, tokens, refreshTokens, attempts, successes, devices, verifications, denials, verify, onAttempt } = deps;

  /** Finds whose password it is. What one network or account may have compared is bounded before it costs anything. */
  async function matchAccount(credentials: { email: string; password: string }, { networks, deviceId }: SignInSource, isKnown: boolean): Promise<Account | null> {
    const network = isKnown ? null : widestOf(networks);
    const turn = { isKnown, key: isKnown ? deviceId! : widestOf(networks) };
    const { match, named } = await checkCredentials(
      db,
      (hash, plain) =>
        verifications.run(turn, () => {
          successes.check(credentials.email, network);
          return verify(hash, plain);
        }),
      credentials,
    );
    if (match) successes.count(credentials.email, network);
    else denials.noteWrongPassword(named, networks[0]);
    return match;
  }

  async function open({ tenantId, userId }: Account, email: string, { userAgent, device }: SignInPlace): Promise<SignInGrant | null> {
    const refreshToken = refreshTokens.first(tenantId);
    const { deviceId, cookie } = devices.renew(device, email);
    const opened = await db.withTenant(tenantId, async (trx) => {
      const user = await findUser(trx, tenantId, userId);
      if (!user) return null;
      const ended = await endReplaced(trx, { tenantId, userId, deviceId: devices.find(device, email) });
      const session = await openSession(trx, { tenantId, userId, userAgent, deviceId, refreshToken });
      await recordAudit(trx, { tenantId, actorId: userId, sessionId: session.id, action: 'auth.login', outcome: 'allowed' });
      return { user, session, ended };
    });
    if (!opened) return null;
    for (const sessionId of opened.ended) announceEnded(bus, sessionId);
    return { ...(await grantSession(tokens, opened.user, opened.session, refreshToken)), device: cookie };
  }

  async function attempt(credentials: { email: string; password: string }, place: SignInPlace, source: SignInSource): Promise<SignInGrant | null> {
    try {
      return await attempts.run(source, async (isKnown) => {
        const account = await matchAccount(credentials, source, isKnown);
        return account && open(account, credentials.email, place);
      });
    } catch (error) {
      if (error instanceof Failure && error.reason === 'RATE_LIMITED') {
        denials.noteRefusedAttempt(source.networks[0]);
        onAttempt('refused');
      }
      throw error;
    }
  }

  return async (credentials, place) => {
    denials.requireRoom();
    const { email } = credentials;
    const source = { email, networks: networksOf(place.address), deviceId: devices.find(place.device, email) };
    const granted = await attempt(credentials, place, source);
    onAttempt(granted ? 'signed_in' : 'wrong');
    if (!granted) throw new Failure('WRONG_CREDENTIALS', 'The e-mail address or the password is wrong.');
    return granted;
  };
}
