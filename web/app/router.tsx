import { createBrowserRouter } from 'react-router';
import { FrameSkeleton } from './frame-skeleton.tsx';
import { lastPlace } from './last-place.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageError } from './page-error.tsx';
import { ChartPage, ClinicAdminPage, ClinicSchedulePage, ClinicVisitPage, ClinicWorkPage, HomePage, OrderPage, PatientsPage, StaffAlertsPage, StaffTeamPage, StaffThreadsPage, WaitingRoomPage } from './pages.tsx';
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
                { index: true, Component: HomePage },
                // one route for the list and an order, so that opening an order keeps the list as it is
                { path: 'orders/:roomId?', Component: OrderPage },
                { path: 'schedule', Component: ClinicSchedulePage },
                { path: 'visits/:visitId', Component: ClinicVisitPage },
                { path: 'board', Component: WaitingRoomPage },
                { path: 'patients', Component: PatientsPage },
                { path: 'patients/:patientId', Component: ChartPage },
                { path: 'work/:kind?', Component: ClinicWorkPage },
                { path: 'alerts', Component: StaffAlertsPage },
                // one route for the list and a thread, too
                { path: 'threads/:roomId?', Component: StaffThreadsPage },
                { path: 'team', Component: StaffTeamPage },
                { path: 'clinic-settings', Component: ClinicAdminPage },
                {
                  path: 'new-order',
                  lazy: async () => ({ Component: (await import('../features/patient-home/new-order-page.tsx')).NewOrderPage }),
                },
                {
                  path: 'sessions',
                  lazy: async () => ({ Component: (await import('../features/sessions/sessions-page.tsx')).SessionsPage }),
                },
                {
                  path: 'notifications',
                  lazy: async () => ({ Component: (await import('../features/notifications/notifications-page.tsx')).NotificationsPage }),
                },
                {
                  path: 'settings',
                  lazy: async () => ({ Component: (await import('../features/notifications/settings-page.tsx')).SettingsPage }),
                },
                { path: '*', Component: NotFoundPage },
              ],
            },
          ],
        },
      ],
    },
  ]);
