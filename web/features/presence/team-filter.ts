import type { PresentUser } from '../../../shared/presence.ts';
import { isStaff } from '../../../shared/roles.ts';
import { compareNames } from '../../../shared/names.ts';
import type { Present } from './merge-presence.ts';

export const teamViews = ['everyone', 'here', 'on_duty'] as const;
export type TeamView = (typeof teamViews)[number];

/** The staff of a view, by name: nobody changes places because they went away for coffee. */
export function teamOf(present: Present, view: TeamView): PresentUser[] {
  return Object.values(present)
    .filter(({ role }) => isStaff(role))
    .filter((user) => belongs(user, view))
    .toSorted((a, b) => compareNames(a.name, b.name) || (a.userId < b.userId ? -1 : 1));
}

function belongs({ status, onDuty }: PresentUser, view: TeamView): boolean {
  switch (view) {
    case 'everyone':
      return true;
    case 'here':
      return status !== 'offline';
    case 'on_duty':
      return onDuty === true;
  }
}
