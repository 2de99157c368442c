import { IconClipboardList, IconMessages, IconReportMedical } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Viewed } from '../../../shared/presence.ts';
import { paths } from '../../app/paths.ts';
import { trpc } from '../../lib/trpc.ts';
import classes from './team-page.module.css';

const lookup = { staleTime: 5 * 60_000, networkMode: 'always' } as const;

/**
 * What a colleague has open, by name. The name is asked for as if the reader opened it themselves: what they may not
 * open has none, and is not shown.
 */
export function ViewedLink({ viewed: { kind, id } }: { viewed: Viewed }) {
  switch (kind) {
    case 'chart':
      return <ViewedChart patientId={id} />;
    case 'order':
      return <ViewedOrder roomId={id} />;
    case 'thread':
      return <ViewedThread roomId={id} />;
  }
}

function ViewedChart({ patientId }: { patientId: string }) {
  const { data } = trpc.patients.get.useQuery({ patientId }, lookup);
  return data ? (
    <ViewedName to={paths.patient(patientId)} sign={<IconReportMedical size={16} aria-hidden />}>
      Chart of <bdi>{data.name}</bdi>
    </ViewedName>
  ) : null;
}

function ViewedOrder({ roomId }: { roomId: string }) {
  const { data } = trpc.chatOrders.get.useQuery({ roomId }, lookup);
  return data ? (
    <ViewedName to={paths.order(roomId)} sign={<IconClipboardList size={16} aria-hidden />}>
      Order of <bdi>{data.patient.name}</bdi>
    </ViewedName>
  ) : null;
}

function ViewedThread({ roomId }: { roomId: string }) {
  const { data } = trpc.threads.get.useQuery({ roomId }, lookup);
  return data ? (
    <ViewedName to={paths.thread(roomId)} sign={<IconMessages size={16} aria-hidden />}>
      {data.subject}
    </ViewedName>
  ) : null;
}

const ViewedName = ({ to, sign, children }: { to: string; sign: ReactNode; children: ReactNode }) => (
  <Link to={to} className={classes.viewed}>
    {sign}
    <span>{children}</span>
  </Link>
);
