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
const BoardPage = lazy(async () => ({ default: (await import('../features/waiting-room/board-page.tsx')).BoardPage }));
const ThreadsPage = lazy(async () => ({ default: (await import('../features/threads/threads-page.tsx')).ThreadsPage }));
const TeamPage = lazy(async () => ({ default: (await import('../features/presence/team-page.tsx')).TeamPage }));
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

export const ClinicSchedulePage = () => (
  <ForClinicStaff>
    <SchedulePage />
  </ForClinicStaff>
);

export const WaitingRoomPage = () => (
  <ForClinicStaff>
    <BoardPage />
  </ForClinicStaff>
);
