import type { SignOutNote } from './session.ts';

const key = 'medsync-signed-out';

/** Kept in localStorage: it says nothing about the person, and every tab and the next load must see it. */
export const signOutNote: SignOutNote = {
  isSet: () => localStorage.getItem(key) !== null,
  set: (value) => (value ? localStorage.setItem(key, '1') : localStorage.removeItem(key)),
};
