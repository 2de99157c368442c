import { RailCount } from '../../app/rail-count.tsx';
import { useOpenAlerts } from './use-alerts.ts';

/** How many alerts nobody has taken yet. */
export const AlertCount = () => <RailCount count={useOpenAlerts().length} what="open" isUrgent />;
