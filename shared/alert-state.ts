import type { Alert } from './alerts.ts';
import type { Role } from './roles.ts';

/** Whether the alert asks something of this person: it is open, it calls them, and it is not their own call. */
export function concerns(
  { acknowledgedAt, currentTargets, raisedBy }: Pick<Alert, 'acknowledgedAt' | 'currentTargets' | 'raisedBy'>,
  user: { id: string; role: Role },
): boolean {
  if (acknowledgedAt !== null || user.role === 'patient') return false;
  return currentTargets.some(({ kind, id, userIds }) => {
    switch (kind) {
      case 'user':
        return id === user.id;
      case 'role':
        return id === user.role && raisedBy.id !== user.id;
      case 'tenant':
        return raisedBy.id !== user.id && (userIds?.includes(user.id) ?? true);
    }
  });
}

/** The alert is newer than what is known of it: events and answers may arrive in either order. */
export const isNewerAlert = (known: Alert | undefined, alert: Alert): boolean => !known || alert.version > known.version;
