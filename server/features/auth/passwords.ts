import { hash, verify } from '@node-rs/argon2';

/** argon2id with what OWASP recommends at least: 19 MiB, two passes, one lane. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a password that nobody knows, made with the same `options`. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$DUfeA2hmlaDJDy6NaA6f2A$UQDazL1br3rEpKt7wkHGb6I/HOJp8X7WAAqnC2o/aII';

/** The password as it is stored: salted, with its parameters, as a PHC string. */
export const hashPassword = (plain: string): Promise<string> => hash(plain, options);

/**
 * Whether `plain` is the password of `storedHash`. Without an account to compare with (null) it is false,
 * at the same cost: how long an answer takes does not tell whether the account exists.
 */
export async function verifyPassword(storedHash: string | null, plain: string): Promise<boolean> {
  const matches = await verify(storedHash ?? nobodysHash, plain);
  return matches && storedHash !== null;
}
