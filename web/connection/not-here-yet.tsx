import { IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';
import { useConnectionState } from './use-connection.ts';

interface NotHereYetProps {
  /** What is being loaded, as a sentence begins with it: "This order". */
  what: string;
  /** What is drawn while it comes. */
  children: ReactNode;
}

/** The shape of what is on its way; or, since nothing comes while one is offline, that it is not on this device. */
export function NotHereYet({ what, children }: NotHereYetProps) {
  if (useConnectionState().name !== 'offline') return children;
  return (
    <div role="status">
      <EmptyState icon={IconCloudOff} title={`${what} is not on this device`}>
        You are offline. It opens by itself when the connection is back; what you had open before is still here.
      </EmptyState>
    </div>
  );
}
