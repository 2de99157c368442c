import type { PresenceStatus } from '../../../shared/presence.ts';
import type { Clock } from '../../clock.ts';

/** When each person's status last changed, as far as this process has seen it. */
export interface StatusTimes {
  /** Compares with what was noted before. Who was never noted is offline. */
  note(tenantId: string, userId: string, status: PresenceStatus): void;
  /** Milliseconds since 1970; null when no change was seen. */
  since(tenantId: string, userId: string): number | null;
}

export function createStatusTimes(clock: Clock): StatusTimes {
  const tenants = new Map<string, Map<string, { status: PresenceStatus; since: number }>>();
  return {
    note(tenantId, userId, status) {
      const known = tenants.get(tenantId) ?? new Map();
      tenants.set(tenantId, known);
      if ((known.get(userId)?.status ?? 'offline') !== status) known.set(userId, { status, since: clock.now() });
    },
    since: (tenantId, userId) => tenants.get(tenantId)?.get(userId)?.since ?? null,
  };
}
