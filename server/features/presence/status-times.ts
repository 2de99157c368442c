import type { PresenceStatus } from '../../../shared/presence.ts';
import type { Clock } from '../../clock.ts';

/** When each person's status last changed, as far as this process has seen it. */
export interface StatusTimes {
  /** Compares with what was noted before. Who is not among `statuses` is offline. */
  note(tenantId: string, statuses: Map<string, PresenceStatus>): void;
  /** Milliseconds since 1970; null when no change was seen. */
  since(tenantId: string, userId: string): number | null;
}

export function createStatusTimes(clock: Clock): StatusTimes {
  const tenants = new Map<string, Map<string, { status: PresenceStatus; since: number }>>();
  return {
    note(tenantId, statuses) {
      const known = tenants.get(tenantId) ?? new Map();
      tenants.set(tenantId, known);
      const now = clock.now();
      for (const [userId, status] of statuses) if (known.get(userId)?.status !== status) known.set(userId, { status, since: now });
      for (const [userId, { status }] of known)
        if (!statuses.has(userId) && status !== 'offline') known.set(userId, { status: 'offline', since: now });
    },
    since: (tenantId, userId) => tenants.get(tenantId)?.get(userId)?.since ?? null,
  };
}
