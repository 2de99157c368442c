import { availableParallelism } from 'node:os';
import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import { createSignInAttempts, type SignInAttempts } from './attempts.ts';
import { createDeviceCookies, type DeviceCookies } from './device-cookie.ts';
import { createSuccessLimits, type SuccessLimits, type SuccessRates } from './success-limits.ts';
import { createVerificationQueue, type VerificationQueue } from './verification-queue.ts';

/** What bounds signing in, on this node. */
export interface SignInGuards {
  attempts: SignInAttempts;
  successes: SuccessLimits;
  devices: DeviceCookies;
  verifications: VerificationQueue;
}

export const createSignInGuards = (secretKey: Uint8Array, clock: Clock, successes?: SuccessRates): SignInGuards => ({
  attempts: createSignInAttempts(clock),
  successes: createSuccessLimits(clock, successes),
  devices: createDeviceCookies(secretKey, clock),
  // the other half is for everybody who is signed in
  verifications: createVerificationQueue({ atOnce: Math.max(1, availableParallelism() >> 1), most: limits.auth.verificationsWaiting }),
});
