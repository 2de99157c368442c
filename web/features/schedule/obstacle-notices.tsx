import type { ClinicTime } from './clinic-time.ts';
import { ObstacleNotice } from './obstacle-notice.tsx';
import type { useObstacles } from './use-obstacles.ts';

interface ObstacleNoticesProps {
  found: ReturnType<typeof useObstacles>;
  time: ClinicTime;
  showProblems: boolean;
}

/** Everything that stands against a booking, each with its own reason. */
export const ObstacleNotices = ({ found: { obstacles, reasons, setReason }, ...notice }: ObstacleNoticesProps) =>
  obstacles.map((obstacle) => (
    <ObstacleNotice key={obstacle.kind} obstacle={obstacle} reason={reasons[obstacle.kind]} onChange={(reason) => setReason(obstacle.kind, reason)} {...notice} />
  ));
