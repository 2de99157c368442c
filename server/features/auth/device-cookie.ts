import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import { deriveKey } from './secret-key.ts';

/** What a browser keeps to be known by, and until when. */
export interface DeviceCookie {
  value: string;
  expiresAt: Date;
}

export interface DeviceCookies {
  /** Names the browser if this account signed in there before, by its e-mail address in small letters; else null. */
  find(cookie: string | null, email: string): string | null;
  /** After signing in: a new name for the browser and this account; what the cookie says of other accounts is kept. */
  renew(cookie: string | null, email: string): { deviceId: string; cookie: DeviceCookie };
}

const idBytes = 12;
const timeBytes = 4;
const tagBytes = 16;
const entryPattern = new RegExp(`^[\\w-]{${Math.ceil(((idBytes + timeBytes + tagBytes) * 4) / 3)}}$`);

/**
 * The cookie is a list of entries, one for each account: a random id, when it expires, and an HMAC of both and the e-mail
 * address. It names nobody: which account an entry is of shows only when the address is given. Stolen, it lets nobody in;
 * it is worth the tries that a known browser has.
 */
export function createDeviceCookies(secretKey: Uint8Array, clock: Clock): DeviceCookies {
  const key = deriveKey(secretKey, 'device');

  const tagOf = (named: Buffer, email: string): Buffer => createHmac('sha256', key).update(named).update(email).digest().subarray(0, tagBytes);

  function isOf(entry: Buffer, email: string): boolean {
    const named = entry.subarray(0, idBytes + timeBytes);
    return timingSafeEqual(entry.subarray(idBytes + timeBytes), tagOf(named, email));
  }

  const entriesOf = (cookie: string | null): Buffer[] =>
    (cookie ?? '')
      .split('.', limits.auth.accountsPerDevice)
      .filter((text) => entryPattern.test(text))
      .map((text) => Buffer.from(text, 'base64url'))
      .filter((entry) => entry.readUInt32BE(idBytes) * 1_000 > clock.now());

  const idOf = (entry: Buffer): string => entry.toString('base64url', 0, idBytes);

  return {
    find(cookie, email) {
      const entry = entriesOf(cookie).find((each) => isOf(each, email));
      return entry ? idOf(entry) : null;
    },
    renew(cookie, email) {
      const expiresAt = Math.floor(clock.now() / 1_000) + limits.auth.deviceDays * 24 * 3_600;
      const named = Buffer.concat([randomBytes(idBytes), Buffer.alloc(timeBytes)]);
      named.writeUInt32BE(expiresAt, idBytes);
      const others = entriesOf(cookie).filter((each) => !isOf(each, email));
      const entries = [Buffer.concat([named, tagOf(named, email)]), ...others].slice(0, limits.auth.accountsPerDevice);
      const value = entries.map((entry) => entry.toString('base64url')).join('.');
      return { deviceId: idOf(named), cookie: { value, expiresAt: new Date(expiresAt * 1_000) } };
    },
  };
}
