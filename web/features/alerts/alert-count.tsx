import { CountMark } from '../../ui/count-mark.tsx';
import { useOpenAlerts } from './use-alerts.ts';

/** How many alerts nobody has taken yet. */
export const AlertCount = () => <CountMark count={useOpenAlerts().length} what="open" isUrgent />;
