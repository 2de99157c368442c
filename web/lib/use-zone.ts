import { useUser } from './use-user.ts';

/** The zone by whose clock times are shown, an IANA name; undefined is the browser's own. */
export type Zone = string | undefined;

/** A clinic's own zone, beside whose visits times stand; elsewhere the browser's. */
export function useZone(): Zone {
  const { tenantKind, tenantTimeZone } = useUser();
  return tenantKind === 'clinic' ? tenantTimeZone : undefined;
}
