import { lazy, Suspense, useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSessionState } from '../lib/use-session.ts';
import { UserContext } from '../lib/use-user.ts';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { keepPlace } from './last-place.ts';
import { LiveProviders } from './live-providers.tsx';
import { paths } from './paths.ts';
import { placeOf } from './place.ts';
import { StartingPage } from './starting-page.tsx';

const StaffShell = lazy(async () => ({ default: (await import('./staff-shell.tsx')).StaffShell }));
const PatientShell = lazy(async () => ({ default: (await import('./patient-shell.tsx')).PatientShell }));

/** Everything behind the sign-in. What belongs to a person lives below the `key` and goes when they go. */
export function SignedInLayout() {
  const state = useSessionState();
  const { pathname, search, hash } = useLocation();
  const user = state.name === 'signed_in' ? state.user : null;
  const isKnown = state.name !== 'starting';
  useEffect(() => {
    if (isKnown) keepPlace(user && placeOf(user));
  }, [isKnown, user]);

  switch (state.name) {
    case 'starting':
      return <StartingPage problem={state.problem} />;
    case 'signed_out': {
      const next = encodeURIComponent(pathname + search + hash);
      // who signed out on purpose starts afresh; everyone else comes back to where they were
      const to = state.because === 'signed_out' || pathname === paths.home ? paths.signIn : `${paths.signIn}?next=${next}`;
      return <Navigate to={to} replace />;
    }
    case 'signed_in': {
      const Shell = placeOf(state.user).endsWith('staff') ? StaffShell : PatientShell;
      return (
        <UserContext key={state.user.id} value={state.user}>
          <LiveProviders>
            <Suspense fallback={<FrameSkeleton place={placeOf(state.user)} />}>
              <Shell />
            </Suspense>
          </LiveProviders>
        </UserContext>
      );
    }
  }
}
