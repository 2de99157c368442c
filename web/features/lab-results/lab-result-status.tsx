import { IconBellRinging, IconCheck, IconTestPipe } from '@tabler/icons-react';
import { labResultStatusName, type LabResultStatus as Status } from '../../../shared/lab-result-status.ts';
import { SignBadge, type Sign } from '../../ui/sign-badge.tsx';

const looks: Record<Status, Sign> = {
  ordered: { color: 'gray', Icon: IconTestPipe },
  ready: { color: 'yellow', Icon: IconBellRinging },
  reviewed: { color: 'green', Icon: IconCheck },
};

export const LabResultStatus = ({ status }: { status: Status }) => <SignBadge {...looks[status]}>{labResultStatusName(status)}</SignBadge>;
