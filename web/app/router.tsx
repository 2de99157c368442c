import { createBrowserRouter } from 'react-router';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { lastPlace } from './last-place.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageError } from './page-error.tsx';
import { pageRoutes } from './page-places.ts';
import { ownPage } from './pages.tsx';
import { paths } from './paths.ts';
import { SignedInLayout } from './signed-in-layout.tsx';

export const createRouter = () =>
  createBrowserRouter([
    {
      ErrorBoundary: PageError,
      HydrateFallback: () => <FrameSkeleton place={location.pathname === paths.signIn ? null : lastPlace()} />,
      children: [
        { path: 'sign-in', lazy: async () => ({ Component: (await import('../features/sign-in/sign-in-page.tsx')).SignInPage }) },
        {
          Component: SignedInLayout,
          children: [
            {
              // a page that breaks leaves the frame around it standing
              ErrorBoundary: PageError,
              children: [
                ...pageRoutes.map((path) => ({ path, Component: ownPage(path) })),
                { path: '*', Component: NotFoundPage },
              ],
            },
          ],
        },
      ],
    },
  ]);
