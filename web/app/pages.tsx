import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import { useUser } from '../lib/use-user.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { isPageOf, type PageRoute } from './page-places.ts';
import { PageSkeleton } from './page-skeleton.tsx';
import { paths } from './paths.ts';
import { placeOf } from './place.ts';

const OrdersPage = lazy(async () => ({ default: (await import('../features/chat-orders/orders-page.tsx')).OrdersPage }));
const PatientHomePage = lazy(async () => ({ default: (await import('../features/patient-home/patient-home-page.tsx')).PatientHomePage }));
const PatientOrderPage = lazy(async () => ({ default: (await import('../features/patient-home/patient-order-page.tsx')).PatientOrderPage }));
const SchedulePage = lazy(async () => ({ default: (await import('../features/schedule/schedule-page.tsx')).SchedulePage }));
const VisitPage = lazy(async () => ({ default: (await import('../features/schedule/visit-page.tsx')).VisitPage }));
const BoardPage = lazy(async () => ({ default: (await import('../features/waiting-room/board-page.tsx')).BoardPage }));
const PatientSearchPage = lazy(async () => ({ default: (await import('../features/patients/patients-page.tsx')).PatientsPage }));
const PatientPage = lazy(async () => ({ default: (await import('../features/patients/patient-page.tsx')).PatientPage }));
const WorkPage = lazy(async () => ({ default: (await import('../features/work-items/work-page.tsx')).WorkPage }));
const AlertsPage = lazy(async () => ({ default: (await import('../features/alerts/alerts-page.tsx')).AlertsPage }));
const ThreadsPage = lazy(async () => ({ default: (await import('../features/threads/threads-page.tsx')).ThreadsPage }));
const TeamPage = lazy(async () => ({ default: (await import('../features/presence/team-page.tsx')).TeamPage }));
const ClinicSettingsPage = lazy(async () => ({ default: (await import('../features/clinic-settings/clinic-settings-page.tsx')).ClinicSettingsPage }));
const NewOrderPage = lazy(async () => ({ default: (await import('../features/patient-home/new-order-page.tsx')).NewOrderPage }));
const SessionsPage = lazy(async () => ({ default: (await import('../features/sessions/sessions-page.tsx')).SessionsPage }));
const NotificationsPage = lazy(async () => ({ default: (await import('../features/notifications/notifications-page.tsx')).NotificationsPage }));
const SettingsPage = lazy(async () => ({ default: (await import('../features/notifications/settings-page.tsx')).SettingsPage }));
const ClinicPage = lazy(async () => ({ default: (await import('./clinic-page.tsx')).ClinicPage }));

const Loaded = ({ children }: { children: ReactNode }) => <Suspense fallback={<PageSkeleton />}>{children}</Suspense>;

/** What everyone sees first, each on their own side. */
function HomePage() {
  switch (placeOf(useUser())) {
    case 'pharmacy_staff':
      return <Navigate to={paths.orders} replace />;
    case 'pharmacy_patient':
      return <PatientHomePage />;
    case 'clinic_staff':
      return <Navigate to={paths.schedule} replace />;
    case 'clinic_patient':
      return <ClinicPage />;
  }
}

/** The same address for both ends of a conversation. */
function OrderPage() {
  const { roomId } = useParams();
  if (placeOf(useUser()) === 'pharmacy_staff') return <OrdersPage />;
  return roomId === undefined ? <Navigate to={paths.home} replace /> : <PatientOrderPage key={roomId} roomId={roomId} />;
}

function SomeVisitPage() {
  const { visitId = '' } = useParams();
  return <VisitPage key={visitId} visitId={visitId} />;
}

function ChartPage() {
  const { patientId = '' } = useParams();
  return <PatientPage key={patientId} patientId={patientId} />;
}

const kindsOfWork = { tasks: 'tasks', 'prior-auths': 'priorAuths', 'lab-results': 'labResults' } as const;
const isKindOfWork = (kind: string): kind is keyof typeof kindsOfWork => Object.hasOwn(kindsOfWork, kind);

function SomeWorkPage() {
  const { kind } = useParams();
  if (kind === undefined) return <Navigate to={paths.tasks} replace />;
  return isKindOfWork(kind) ? <WorkPage kind={kindsOfWork[kind]} /> : <NotFoundPage />;
}

const pages: Record<PageRoute, ComponentType> = {
  '/': HomePage,
  '/orders/:roomId?': OrderPage,
  '/new-order': NewOrderPage,
  '/schedule': SchedulePage,
  '/visits/:visitId': SomeVisitPage,
  '/board': BoardPage,
  '/patients': PatientSearchPage,
  '/patients/:patientId': ChartPage,
  '/work/:kind?': SomeWorkPage,
  '/clinic-settings': ClinicSettingsPage,
  '/alerts': AlertsPage,
  '/threads/:roomId?': ThreadsPage,
  '/team': TeamPage,
  '/sessions': SessionsPage,
  '/notifications': NotificationsPage,
  '/settings': SettingsPage,
};

/** The page of a route, for those whose it is. */
export function ownPage(route: PageRoute): ComponentType {
  const Page = pages[route];
  return function OwnPage() {
    return isPageOf(route, useUser()) ? <Loaded><Page /></Loaded> : <NotFoundPage />;
  };
}
