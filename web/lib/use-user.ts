import { createContext, use } from 'react';
import type { User } from '../../shared/auth.ts';

export const UserContext = createContext<User | null>(null);

/** The person who is signed in. Only inside the signed-in part of the app. */
export function useUser(): User {
  const user = use(UserContext);
  if (!user) throw new Error('Nobody is signed in above this component.');
  return user;
}
