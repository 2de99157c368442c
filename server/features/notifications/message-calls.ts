import { limits } from '../../../shared/limits.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Clock } from '../../clock.ts';
import type { Database, TenantTransaction } from '../../db/database.ts';
import type { EventLog, NewEvent } from '../../realtime/event-log.ts';
import { repeat } from '../../repeat.ts';
import { onCallOf } from '../presence/on-call.ts';
import { conversationsOf } from '../rooms/conversations.ts';
import { markConversationsRead, type RoomRead } from './commands.ts';
import { messageCall } from './message-notice.ts';
import type { Notify } from './notify.ts';

/**
 * Tells people of messages that they do not look at. Notes what was stored a moment ago and notifies for many messages
 * in one transaction: a send must not wait for it. Who has the room open is called only if the message is still unread
 * a few seconds later. What is gathered is lost with the process; the message and its unread count are not.
 */
export interface MessageCalls {
  /** Messages of one tenant that have been stored. */
  sent(tenantId: string, messages: readonly Message[]): void;
  /** Somebody has read a room: what they were told of it is read as well. */
  read(read: RoomRead): void;
  /** Does what is due. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Waiting {
  tenantId: string;
  message: Message;
  /** Milliseconds since 1970. */
  dueAt: number;
  /** Of a second look: those who had the room open at the first. Null at the first. */
  viewerIds: ReadonlySet<string> | null;
}

export interface MessageCallsOptions {
  db: Database;
  log: EventLog;
  notify: Notify;
  clock: Clock;
  reachableOf(tenantId: string): ReadonlySet<string> | null;
  /** Who has the room open. */
  viewersOf(roomId: string): ReadonlySet<string>;
  onFault: (error: unknown) => void;
}

const { gatherFor, secondLookAfter, waiting: most } = limits.notifications.messages;

export function createMessageCalls({ db, log, notify, clock, reachableOf, viewersOf, onFault }: MessageCallsOptions): MessageCalls {
  /** The newest of its kind in each room: a burst is one. */
  let waiting = new Map<string, Waiting>();
  let reads = new Map<string, RoomRead>();

  function note(each: Waiting): void {
    const { sender, visibility, priority, roomId } = each.message;
    const key = `${roomId} ${sender.id} ${visibility} ${priority} ${each.viewerIds !== null}`;
    if (waiting.size < most || waiting.has(key)) waiting.set(key, each);
  }

  /** The events of one message, and who is to be looked at again. */
  async function call(trx: TenantTransaction, { tenantId, message, viewerIds }: Waiting, conversations: Awaited<ReturnType<typeof conversationsOf>>): Promise<NewEvent[]> {
    const conversation = conversations.get(message.roomId);
    const found = conversation && messageCall(message, conversation);
    if (!found) return [];
    const called = new Set([...found.notice.to, ...(found.callsOnCall ? await onCallOf(trx, reachableOf(tenantId)) : [])]);
    const unread = [...called].filter((id) => (conversation.lastReadSeqs.get(id) ?? 0) < message.seq);
    const here = viewersOf(message.roomId);
    const looking = viewerIds === null ? unread.filter((id) => here.has(id)) : [];
    if (looking.length > 0) note({ tenantId, message, dueAt: clock.now() + secondLookAfter, viewerIds: new Set(looking) });
    const to = unread.filter((id) => (viewerIds === null ? !here.has(id) : viewerIds.has(id)));
    return notify(trx, { ...found.notice, tenantId, to });
  }

  async function callAll(tenantId: string, due: Waiting[]): Promise<void> {
    const roomIds = [...new Set(due.map(({ message }) => message.roomId))];
    await log.write(tenantId, async ({ trx, append }) => {
      const conversations = await conversationsOf(trx, roomIds);
      const events: NewEvent[] = [];
      for (const each of due) events.push(...(await call(trx, each, conversations)));
      if (events.length > 0) await append(events);
    });
  }

  async function flush(): Promise<void> {
    const now = clock.now();
    const due = [...waiting].filter(([, { dueAt }]) => dueAt <= now);
    for (const [key] of due) waiting.delete(key);
    for (const [tenantId, own] of Map.groupBy(due.map(([, each]) => each), (each) => each.tenantId))
      await callAll(tenantId, own).catch((error: unknown) => {
        onFault(error);
        own.forEach((each) => note({ ...each, dueAt: now + secondLookAfter }));
      });
    const done = reads;
    reads = new Map();
    for (const own of Map.groupBy(done.values(), ({ tenantId }) => tenantId).values()) await markConversationsRead(db, log, own).catch(onFault);
  }

  const repetition = repeat(flush, gatherFor, onFault);

  return {
    sent(tenantId, messages) {
      for (const message of messages) note({ tenantId, message, dueAt: clock.now(), viewerIds: null });
    },
    read: (read) => {
      if (reads.size < most) reads.set(`${read.userId} ${read.roomId}`, read);
    },
    flush,
    async stop() {
      await repetition.stop();
      await flush();
    },
  };
}
