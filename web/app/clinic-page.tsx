import { IconCalendarOff } from '@tabler/icons-react';
import { useUser } from '../lib/use-user.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

/** A clinic's patients can sign in; what they will find is not part of this version, and the page says so. */
export function ClinicPage() {
  const { tenantName } = useUser();
  usePageTitle(tenantName);
  return (
    <EmptyState isPage icon={IconCalendarOff} title="Nothing here for you yet">
      {`You are signed in to ${tenantName}. This version of MedSync is for orders with a pharmacy; a clinic's patients find nothing in it.`}
    </EmptyState>
  );
}
