import { Navigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { trpc } from '../../lib/trpc.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useClinicTime } from './clinic-time.ts';
import { ScheduleSkeleton } from './schedule-skeleton.tsx';

/** The address of one visit, which knows neither day nor view: leads on to the schedule, where it is open. */
export function VisitPage({ visitId }: { visitId: string }) {
  usePageTitle('Schedule');
  const time = useClinicTime();
  // where it was may not be where it is
  const visit = trpc.appointments.get.useQuery({ id: visitId }, { gcTime: 0 });
  if (visit.isError) return <ErrorState title="There is no such visit" error={visit.error} onRetry={() => void visit.refetch()} />;
  if (!visit.data) return <ScheduleSkeleton />;
  const day = time.day(Date.parse(visit.data.startsAt));
  return <Navigate to={`${paths.schedule}?day=${day}&visit=${visitId}`} replace />;
}
