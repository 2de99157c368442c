import type { AlertTargetInput, AlertTargetKind } from '../../../shared/alerts.ts';
import { limits } from '../../../shared/limits.ts';
import type { Role } from '../../../shared/roles.ts';

type StaffRole = Exclude<Role, 'patient'>;

/** Whom an alert is to call, while it is being written. What was chosen of one kind stays when another is looked at. */
export interface TargetDraft {
  kind: AlertTargetKind;
  userId: string | null;
  role: StaffRole | null;
}

/** Null while nobody is chosen. */
export function targetOf({ kind, userId, role }: TargetDraft): AlertTargetInput | null {
  switch (kind) {
    case 'user':
      return userId === null ? null : { kind, id: userId };
    case 'role':
      return role === null ? null : { kind, id: role };
    case 'tenant':
      return { kind };
  }
}

const minutes = (milliseconds: number): string => (milliseconds === 60_000 ? 'a minute' : `${milliseconds / 60_000} minutes`);

/** What happens while nobody takes it. */
export function climbWords(kind: AlertTargetKind): string {
  const { user, role, duty, everyone } = limits.alerts.climbAfter;
  const further = `those on duty, then everyone at a screen, then everyone, and everyone again every ${minutes(everyone)}`;
  const unheard = 'Who has no screen open is passed at once.';
  switch (kind) {
    case 'user':
      return `It stays on their screen until somebody takes it. After ${minutes(user)} it calls everyone of their role, then ${further}. ${unheard}`;
    case 'role':
      return `It stays on their screens until somebody takes it. After ${minutes(role)} it calls ${further}. ${unheard}`;
    case 'tenant':
      return `It stays on their screens until somebody takes it. After ${minutes(duty)} it calls everyone at a screen, then everyone, and everyone again every ${minutes(everyone)}. ${unheard}`;
  }
}
