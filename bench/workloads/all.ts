import type { Workload } from '../workload.ts';
import { chatRooms } from './chat-rooms.ts';
import { comeback } from './comeback.ts';
import { fanOut } from './fan-out.ts';
import { history } from './history.ts';
import { idle } from './idle.ts';
import { largeRoom } from './large-room.ts';
import { openLoop } from './open-loop.ts';
import { presence } from './presence.ts';

export const workloads: readonly Workload[] = [chatRooms, largeRoom, fanOut, openLoop, idle, comeback, history, presence];
