import { errors, jwtVerify, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import { idSchema } from '../../../shared/id-schema.ts';
import { roles, tenantKinds } from '../../../shared/roles.ts';
import type { Clock } from '../../clock.ts';
import { Failure } from '../../failure.ts';
import type { Caller } from '../../transport/context.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface AccessTokens {
  issue(caller: Caller): Promise<{ token: string; expiresAt: Date }>;
  /** Who the token speaks for. Throws TOKEN_EXPIRED or TOKEN_INVALID; whether the session still lives is another question. */
  verify(token: string): Promise<{ caller: Caller; expiresAt: Date }>;
}

interface AccessTokenOptions {
  keys: SigningKeys;
  accessTokenSeconds: number;
  clock: Clock;
}

const algorithm = 'EdDSA';
const type = 'at+jwt';
const issuer = 'medsync';
const audience = 'medsync';
/** Seconds by which the clocks of two nodes may differ. */
const clockTolerance = 5;

/** The only header members that we write. What names its own key (`jwk`, `jku`, `x5c`) or asks for more is not ours. */
const headerMembers = new Set(['alg', 'typ', 'kid']);

const claimsSchema = z.object({
  sub: idSchema,
  tid: idSchema,
  kind: z.enum(tenantKinds),
  sid: idSchema,
  name: z.string(),
  role: z.enum(roles),
  exp: z.number(),
});

const expired = (): Failure => new Failure('TOKEN_EXPIRED', 'Your sign-in has to be renewed.');

/** Access tokens: short-lived JWTs that any holder of our public keys can verify, with every claim pinned. */
export function createAccessTokens({ keys, accessTokenSeconds, clock }: AccessTokenOptions): AccessTokens {
  function publicKey(header: JWTHeaderParameters): CryptoKey {
    const key = keys.publicKeys.get(header.kid ?? '');
    if (!key || Object.keys(header).some((member) => !headerMembers.has(member))) throw new errors.JWTInvalid();
    return key;
  }

  return {
    async issue(caller) {
      const issuedAt = Math.floor(clock.now() / 1_000);
      const expiresAt = issuedAt + accessTokenSeconds;
      const token = await new SignJWT({ tid: caller.tenantId, kind: caller.tenantKind, sid: caller.sessionId, name: caller.name, role: caller.role })
        .setProtectedHeader({ alg: algorithm, typ: type, kid: keys.current.id })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(caller.userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(keys.current.privateKey);
      return { token, expiresAt: new Date(expiresAt * 1_000) };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: [algorithm],
          typ: type,
          issuer,
          audience,
          requiredClaims: ['exp', 'iat', 'sub', 'sid', 'tid', 'name', 'role'],
          maxTokenAge: accessTokenSeconds,
          clockTolerance,
          currentDate: new Date(clock.now()),
        });
        // one of a version that did not say it: its holder asks for another
        if (payload['kind'] === undefined) throw expired();
        const { sub, tid, kind, sid, name, role, exp } = claimsSchema.parse(payload);
        return { caller: { tenantId: tid, tenantKind: kind, userId: sub, name, role, sessionId: sid }, expiresAt: new Date(exp * 1_000) };
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw expired();
        if (error instanceof Failure) throw error;
        throw new Failure('TOKEN_INVALID', 'This sign-in is not valid. Sign in again.');
      }
    },
  };
}
