import { useState } from 'react';
import { useSession } from '../../lib/use-session.ts';
import { demoPassword, type DemoPerson } from './use-demo-people.ts';

interface SigningIn {
  /** Somebody of the demonstration, when it was their button. */
  as: DemoPerson | null;
  isBusy: boolean;
  /** Why it failed, or null. */
  problem: unknown;
}

const idle: SigningIn = { as: null, isBusy: false, problem: null };

export function useSignIn() {
  const session = useSession();
  const [current, setCurrent] = useState(idle);

  /** Resolves to what went wrong, or null. */
  async function signIn(credentials: { email: string; password: string }, as: DemoPerson | null = null): Promise<unknown> {
    setCurrent({ as, isBusy: true, problem: null });
    const problem = await session.signIn(credentials).then(
      () => null,
      (error: unknown) => error,
    );
    setCurrent({ as, isBusy: false, problem });
    return problem;
  }

  return { current, signIn, signInAs: (person: DemoPerson) => signIn({ email: person.email, password: demoPassword }, person) };
}
