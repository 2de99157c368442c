import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import { useUser } from '../lib/use-user.ts';
import { NotFoundPage } from './not-found-page.tsx';
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
const ClinicPage = lazy(async () => ({ default: (await import('./clinic-page.tsx')).ClinicPage }));

const Loaded = ({ children }: { children: ReactNode }) => <Suspense fallback={<PageSkeleton />}>{children}</Suspense>;

/** What everyone sees first, each on their own side. */
export function HomePage() {
  switch (placeOf(useUser())) {
    case 'pharmacy_staff':
      return <Navigate to={paths.orders} replace />;
    case 'pharmacy_patient':
      return (
        <Loaded>
          <PatientHomePage />
        </Loaded>
      );
    case 'clinic_staff':
      return <Navigate to={paths.schedule} replace />;
    case 'clinic_patient':
      return (
        <Loaded>
          <ClinicPage />
        </Loaded>
      );
  }
}

/** The same address for both ends of a conversation. */
export function OrderPage() {
  const { roomId } = useParams();
  const place = placeOf(useUser());
  if (place !== 'pharmacy_staff' && place !== 'pharmacy_patient') return <NotFoundPage />;
  if (place === 'pharmacy_patient' && roomId === undefined) return <Navigate to={paths.home} replace />;
  return (
    <Loaded>{place === 'pharmacy_patient' && roomId !== undefined ? <PatientOrderPage key={roomId} roomId={roomId} /> : <OrdersPage />}</Loaded>
  );
}

function ForStaff({ children }: { children: ReactNode }) {
  return placeOf(useUser()).endsWith('staff') ? <Loaded>{children}</Loaded> : <NotFoundPage />;
}

export const StaffThreadsPage = () => (
  <ForStaff>
    <ThreadsPage />
  </ForStaff>
);

export const StaffTeamPage = () => (
  <ForStaff>
    <TeamPage />
  </ForStaff>
);

function ForClinicStaff({ children }: { children: ReactNode }) {
  return placeOf(useUser()) === 'clinic_staff' ? <Loaded>{children}</Loaded> : <NotFoundPage />;
}

/** Urgent alerts are among staff. */
export const StaffAlertsPage = () =>
  placeOf(useUser()).endsWith('staff') ? (
    <Loaded>
      <AlertsPage />
    </Loaded>
  ) : (
    <NotFoundPage />
  );

export const ClinicSchedulePage = () => (
  <ForClinicStaff>
    <SchedulePage />
  </ForClinicStaff>
);

export function ClinicVisitPage() {
  const { visitId = '' } = useParams();
  return (
    <ForClinicStaff>
      <VisitPage key={visitId} visitId={visitId} />
    </ForClinicStaff>
  );
}

export const WaitingRoomPage = () => (
  <ForClinicStaff>
    <BoardPage />
  </ForClinicStaff>
);

export const PatientsPage = () => (
  <ForClinicStaff>
    <PatientSearchPage />
  </ForClinicStaff>
);

export function ChartPage() {
  const { patientId = '' } = useParams();
  return (
    <ForClinicStaff>
      <PatientPage key={patientId} patientId={patientId} />
    </ForClinicStaff>
  );
}

const kindsOfWork = { tasks: 'tasks', 'prior-auths': 'priorAuths', 'lab-results': 'labResults' } as const;
const isKindOfWork = (kind: string): kind is keyof typeof kindsOfWork => Object.hasOwn(kindsOfWork, kind);

export function ClinicWorkPage() {
  const { kind } = useParams();
  if (kind === undefined) return <Navigate to={paths.tasks} replace />;
  if (!isKindOfWork(kind)) return <NotFoundPage />;
  return (
    <ForClinicStaff>
      <WorkPage kind={kindsOfWork[kind]} />
    </ForClinicStaff>
  );
}

/** The clinic's administrators only. */
export function ClinicAdminPage() {
  if (useUser().role !== 'admin') return <NotFoundPage />;
  return (
    <ForClinicStaff>
      <ClinicSettingsPage />
    </ForClinicStaff>
  );
}
