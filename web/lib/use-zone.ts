import { useUser } from './use-user.ts';

/** The zone whose clock times are shown by: a clinic's own, beside whose visits they stand; elsewhere the browser's. */
export function useZone(): string | undefined {
  const { tenantKind, tenantTimeZone } = useUser();
  return tenantKind === 'clinic' ? tenantTimeZone : undefined;
}
