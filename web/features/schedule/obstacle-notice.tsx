import type { UnusualTime } from '../../../shared/appointments.ts';
import { sentence } from '../../../shared/text.ts';
import type { ClinicTime } from './clinic-time.ts';
import { ConfirmNotice } from './confirm-notice.tsx';
import type { Busy, Obstacle } from './obstacles.ts';

/** `Sam Porter, 09:00–09:30` */
export const busyWords = (busy: Omit<Busy, 'what'>, time: ClinicTime): string => sentence`${busy.patientName}, ${time.span(busy)}`;

const busyTitles: Record<Busy['what'], string> = {
  provider: 'The provider is busy then',
  patient: 'The patient has another visit then',
  room: 'The room is taken then',
};
const unusualTitles: Record<UnusualTime, string> = { past: 'This time is in the past', closed: 'The clinic is closed then' };

interface ObstacleNoticeProps {
  obstacle: Obstacle;
  time: ClinicTime;
  reason: string | null;
  onChange(reason: string | null): void;
  showProblems: boolean;
}

/** Says who has the time, or what is unusual about it, and asks why when it is to be booked all the same. */
export function ObstacleNotice({ obstacle, time, ...reason }: ObstacleNoticeProps) {
  if (obstacle.kind === 'unusual') {
    const title = obstacle.unusual.map((what) => unusualTitles[what]).join('. ');
    return <ConfirmNotice title={title} confirm="Book it all the same" question="Why it is booked then" {...reason} />;
  }
  const { busy } = obstacle;
  const explanation = `In the way: ${busyWords(busy, time)}.`;
  return <ConfirmNotice title={busyTitles[busy.what]} explanation={explanation} confirm="Book over it" question="Why it is booked over" {...reason} />;
}
