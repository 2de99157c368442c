import { useState } from 'react';
import type { Person, User } from '../../../shared/auth.ts';
import { isStaff } from '../../../shared/roles.ts';
import type { About } from './conversation.ts';

interface Aside {
  /** Who holds the order while it is asked whether to write to the patient beside them; null when nothing is asked. */
  asked: Person | null;
  /** Whether it may be sent now; if not, it is asked from here on. */
  mayWrite(): boolean;
  /** It is known who holds the order, and written all the same: not asked again for as long as they hold it. */
  confirm(): void;
  cancel(): void;
}

/** Asks once, for each colleague who holds the order, before the patient is written to beside them. */
export function useAside(about: About, user: User): Aside {
  const [known, setKnown] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const holder = about.kind === 'order' && isStaff(user.role) && about.claimedBy?.id !== user.id ? about.claimedBy : null;
  return {
    asked: isAsking ? holder : null,
    mayWrite() {
      const isFine = holder === null || holder.id === known;
      setIsAsking(!isFine);
      return isFine;
    },
    confirm() {
      setKnown(holder?.id ?? null);
      setIsAsking(false);
    },
    cancel: () => setIsAsking(false),
  };
}
