import { IconCalendarOff } from '@tabler/icons-react';
import { isStaff } from '../../shared/roles.ts';
import { useUser } from '../lib/use-user.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

/** Clinics can sign in; what they will work with is not part of this version, and the page says so. */
export function ClinicPage() {
  const { tenantName, role } = useUser();
  usePageTitle(tenantName);
  return (
    <EmptyState
      isPage
      icon={IconCalendarOff}
      title={isStaff(role) ? 'The schedule is not part of this version' : 'Nothing here for you yet'}
    >
      {isStaff(role)
        ? `You are signed in to ${tenantName}. This version of MedSync does the pharmacy's chat orders; the clinic's schedule is not in it.`
        : `You are signed in to ${tenantName}. This version of MedSync is for orders with a pharmacy; a clinic's patients find nothing in it.`}
    </EmptyState>
  );
}
