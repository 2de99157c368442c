import type { Workload } from '../workload.ts';
import { chatRooms } from './chat-rooms.ts';
import { largeRoom } from './large-room.ts';
import { openLoop } from './open-loop.ts';

export const workloads: readonly Workload[] = [chatRooms, largeRoom, openLoop];
