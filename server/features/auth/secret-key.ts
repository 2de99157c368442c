import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** A 256-bit key for one purpose, made from SECRET_KEY: what one purpose leaks tells nothing about another. */
export const deriveKey = (secretKey: Uint8Array, purpose: 'signing-key' | 'refresh-token' | 'device' | 'bus' | 'database-login'): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, new Uint8Array(), `medsync ${purpose}`, 32));

/** The password of the nodes' login of this database: all nodes know it, and it is stored nowhere. Base64url. */
export const loginPassword = (secretKey: Uint8Array, database: string): string =>
  createHmac('sha256', deriveKey(secretKey, 'database-login')).update(database).digest('base64url');

/** Encrypts with AES-256-GCM under a fresh nonce; `name` says what it is and is needed to open it. Base64url. */
export function seal(key: Buffer, name: string, plain: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What `seal` was given. Throws when the key or the name is another, or the text was changed. */
export function unseal(key: Buffer, name: string, sealedText: string): string {
  const bytes = Buffer.from(sealedText, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
}
