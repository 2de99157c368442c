import { sentence } from '../../../shared/text.ts';

/** `Room 3`; a room that has a name of its own keeps it. */
export const roomWords = (roomName: string): string => (/^\S{1,2}$/.test(roomName) ? sentence`Room ${roomName}` : roomName);
