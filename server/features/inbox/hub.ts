import type { QueueCounts } from '../../../shared/chat-orders.ts';
import type { InboxEvent } from '../../../shared/inbox.ts';
import { limits } from '../../../shared/limits.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { Database } from '../../db/database.ts';
import type { Bus } from '../../realtime/bus.ts';
import { topicHints } from '../../realtime/topic-hints.ts';
import type { Caller } from '../../transport/context.ts';
import { readHints } from '../rooms/read-hints.ts';
import { personalNotices } from './personal-notices.ts';
import { createOpenInboxes } from './open-inboxes.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { createRoomWatch, type Unread } from './room-watch.ts';
import { countsInTotal, loadChanges, type InboxChanges, type InboxReader } from './queries.ts';

/**
 * Tells everyone with an open inbox what changed in the lists that they can see. Changes that come together are read
 * together, once for all readers of a tenant on this node: a message costs a few queries, not a few for each reader.
 */
export interface InboxHub {
  /** Opens an inbox until it is disposed of. Its first item is `inbox.unread`. Rejects when the database cannot be read. */
  open(caller: Caller): Promise<{ mailbox: Mailbox<InboxEvent> } & Disposable>;
  stop(): void;
}

interface OpenInbox {
  reader: InboxReader;
  mailbox: Mailbox<InboxEvent>;
  /** Unread counts of the rooms that count in the reader's total; null until they have been read. */
  unread: Map<string, number> | null;
  /** The same of the threads that the reader is in. */
  threads: Map<string, number>;
  /** Rooms that changed before `unread` had been read. */
  missed: Set<string>;
}

interface TenantInboxes {
  open: Set<OpenInbox>;
  /** Rooms that changed since the last look, and for whom: null is everyone. */
  dirty: Map<string, Set<string> | null>;
  timer: NodeJS.Timeout | null;
  /** Resolves to what ends the following of the tenant's rooms. */
  followed: Promise<() => void>;
}

/** Changes within this time, in milliseconds, are read together. */
const gatherFor = 20;

interface InboxHubOptions {
  db: Database;
  bus: Bus;
  pollEvery?: number;
  onFault: (error: unknown) => void;
}

export function createInboxHub({ db, bus, pollEvery = limits.feed.pollEvery, onFault }: InboxHubOptions): InboxHub {
  const tenants = new Map<string, TenantInboxes>();
  const openInbox = createOpenInboxes(db);

  const subscriptions = [
    bus.subscribe(topicHints, ({ tenantId, topic }) => {
      if (topic.startsWith('room:')) mark(tenantId, topic.slice('room:'.length), null);
    }),
    bus.subscribe(readHints, ({ tenantId, roomId, userId }) => {
      mark(tenantId, roomId, userId);
    }),
    bus.subscribe(personalNotices, ({ tenantId, userId, event }) => {
      for (const { reader, mailbox } of tenants.get(tenantId)?.open ?? [])
        if (reader.userId === userId) mailbox.put(JSON.stringify(event), event);
    }),
  ];

  const rooms = createRoomWatch({ db, bus, pollEvery, onChanged: mark, onFault });

  function openTenant(tenantId: string): TenantInboxes {
    const open = new Set<OpenInbox>();
    const followed = rooms.follow(tenantId, () => [...open].flatMap(unreadOf));
    const tenant: TenantInboxes = { open, dirty: new Map(), timer: null, followed };
    tenants.set(tenantId, tenant);
    return tenant;
  }

  function mark(tenantId: string, roomId: string, userId: string | null): void {
    const tenant = tenants.get(tenantId);
    if (!tenant) return;
    const before = tenant.dirty.get(roomId);
    tenant.dirty.set(roomId, userId === null || before === null ? null : (before ?? new Set()).add(userId));
    tenant.timer ??= setTimeout(() => void flush(tenantId, tenant), gatherFor);
  }

  async function flush(tenantId: string, tenant: TenantInboxes): Promise<void> {
    const dirty = tenant.dirty;
    tenant.dirty = new Map();
    let again = gatherFor;
    try {
      const readers = [...tenant.open].map(({ reader }) => reader);
      const changes = await loadChanges(db, tenantId, readers, [...dirty.keys()]);
      for (const inbox of tenant.open) deliver(inbox, changes, dirty);
    } catch (error) {
      // Nothing is lost: the rooms stay dirty and are looked at again.
      for (const [roomId, users] of dirty) if (tenant.dirty.get(roomId) !== null) tenant.dirty.set(roomId, users);
      again = limits.feed.pollEvery;
      onFault(error);
    }
    const more = tenant.dirty.size > 0 && tenant.open.size > 0;
    tenant.timer = more ? setTimeout(() => void flush(tenantId, tenant), again) : null;
  }

  return {
    async open(caller) {
      const { tenantId, userId, role } = caller;
      const reader: InboxReader = { userId, role };
      const tenant = tenants.get(tenantId) ?? openTenant(tenantId);
      const inbox: OpenInbox = { reader, mailbox: createMailbox(), unread: null, threads: new Map(), missed: new Set() };
      tenant.open.add(inbox);
      const close = () => {
        tenant.open.delete(inbox);
        if (tenant.open.size > 0) return;
        if (tenant.timer) clearTimeout(tenant.timer);
        if (tenants.get(tenantId) === tenant) tenants.delete(tenantId);
        void tenant.followed.then((stop) => stop(), onFault);
      };
      try {
        await tenant.followed;
        const { unread, threads, counts } = await openInbox({ caller });
        inbox.unread = unread;
        inbox.threads = threads;
        tellUnread(inbox, counts);
        for (const roomId of inbox.missed) mark(tenantId, roomId, userId);
        return { mailbox: inbox.mailbox, [Symbol.dispose]: close };
      } catch (error) {
        close();
        throw error;
      }
    },
    stop() {
      for (const unsubscribe of subscriptions) unsubscribe();
      rooms.stop();
      for (const { timer } of tenants.values()) if (timer) clearTimeout(timer);
      tenants.clear();
    },
  };
}

function deliver(inbox: OpenInbox, changes: InboxChanges, dirty: TenantInboxes['dirty']): void {
  const { reader, mailbox, unread } = inbox;
  for (const { roomId, summaryFor } of changes.rooms) {
    const concerned = dirty.get(roomId);
    if (concerned && !concerned.has(reader.userId)) continue;
    const summary = summaryFor(reader);
    if (!summary) continue;
    if (!unread) inbox.missed.add(roomId);
    else if (countsInTotal(reader, summary)) unread.set(roomId, summary.unread);
    else unread.delete(roomId);
    mailbox.put(roomId, { type: 'inbox.changed', roomId, summary });
  }
  deliverThreads(inbox, changes, dirty);
  if (unread && isPharmacyStaff(reader.role)) tellUnread(inbox, changes.counts(reader.userId));
  else if (unread) tellUnread(inbox, { unassigned: 0, mine: unread.size, all: unread.size });
}

function deliverThreads({ reader, mailbox, unread, threads, missed }: OpenInbox, changes: InboxChanges, dirty: TenantInboxes['dirty']): void {
  for (const { roomId, summaryFor } of changes.threads) {
    const concerned = dirty.get(roomId);
    if (concerned && !concerned.has(reader.userId)) continue;
    if (!unread) {
      missed.add(roomId);
      continue;
    }
    const summary = summaryFor(reader);
    if (summary) threads.set(roomId, summary.unread);
    else if (!threads.delete(roomId)) continue;
    mailbox.put(roomId, { type: 'inbox.thread_changed', roomId, summary });
  }
}

const unreadOf = ({ reader: { userId }, unread, threads }: OpenInbox): Unread[] =>
  [...(unread ?? []), ...threads].flatMap(([roomId, count]) => (count > 0 ? [{ userId, roomId }] : []));

const sum = (counts: Map<string, number> | null): number => counts?.values().reduce((total, count) => total + count, 0) ?? 0;

function tellUnread({ mailbox, unread, threads }: OpenInbox, counts: QueueCounts): void {
  mailbox.put('unread', { type: 'inbox.unread', total: sum(unread), threads: sum(threads), counts });
}
