import type { ClientAddress, LoadClient } from './load/client.ts';
import { openRawWsClient } from './load/raw-ws-client.ts';
import { openSocketIoClient } from './load/socket-io-client.ts';
import { openTrpcClient, trpcPositionOf } from './load/trpc-client.ts';
import { numberAfter } from './load/arrivals.ts';

export const systemNames = ['raw-ws', 'socket-io', 'documented-trpc', 'medsync'] as const;
export type SystemName = (typeof systemNames)[number];

/** What is compared, as the load sees it. */
export interface System {
  name: SystemName;
  label: string;
  open(address: ClientAddress): Promise<LoadClient>;
  /** The position of a delivered message, to come back behind. */
  positionOf(frame: string): string;
}

const seqOf = (frame: string): string => String(numberAfter(frame, '"seq":'));

export const systems: Record<SystemName, System> = {
  'raw-ws': { name: 'raw-ws', label: '(a) ws + pg', open: openRawWsClient, positionOf: seqOf },
  'socket-io': { name: 'socket-io', label: '(b) Socket.IO', open: openSocketIoClient, positionOf: seqOf },
  'documented-trpc': {
    name: 'documented-trpc',
    label: '(c) tRPC as documented',
    open: (address) => openTrpcClient(address, { firstValueAdmits: false }),
    positionOf: trpcPositionOf,
  },
  medsync: {
    name: 'medsync',
    label: 'MedSync',
    open: (address) => openTrpcClient(address, { firstValueAdmits: true }),
    positionOf: trpcPositionOf,
  },
};
