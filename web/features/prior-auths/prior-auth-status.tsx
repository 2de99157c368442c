import { IconCheck, IconClockPause, IconHourglass, IconPencil, IconSend, IconX } from '@tabler/icons-react';
import { priorAuthStatusName, type PriorAuthStatus as Status } from '../../../shared/prior-auth-status.ts';
import { SignBadge, type Sign } from '../../ui/sign-badge.tsx';

const looks: Record<Status, Sign> = {
  draft: { color: 'gray', Icon: IconPencil },
  submitted: { color: 'brand', Icon: IconSend },
  pending: { color: 'yellow', Icon: IconHourglass },
  approved: { color: 'green', Icon: IconCheck },
  denied: { color: 'red', Icon: IconX },
  expired: { color: 'gray', Icon: IconClockPause },
};

export const PriorAuthStatus = ({ status }: { status: Status }) => <SignBadge {...looks[status]}>{priorAuthStatusName(status)}</SignBadge>;
