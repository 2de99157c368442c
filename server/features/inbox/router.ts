import type { InboxEvent } from '../../../shared/inbox.ts';
import { noInput } from '../../../shared/no-input.ts';
import { isPharmacyStaff } from '../../../shared/roles.ts';
import type { LiveState } from '../../realtime/live-state.ts';
import { HubReader } from '../../realtime/state-hub.ts';
import { stateStream } from '../../realtime/state-stream.ts';
import type { Caller, Connection } from '../../transport/context.ts';
import { router, signedInProcedure } from '../../transport/procedures.ts';
import { plainly, writeTo } from '../../transport/state-feed.ts';
import type { Viewer } from '../rooms/viewers.ts';
import type { InboxHub } from './hub.ts';
import { createQueueViewers, type QueueViewers } from './queue-viewers.ts';

export interface InboxDependencies {
  inbox: InboxHub;
  viewers: LiveState<Viewer>;
}

interface InboxRequest {
  caller: Caller;
  connection: Connection | null;
  signal: AbortSignal;
}

export function createInboxRouter({ inbox, viewers }: InboxDependencies) {
  const queueViewers = createQueueViewers(viewers);
  return router({
    events: signedInProcedure.input(noInput).subscription(({ ctx: { caller, connection }, signal }) =>
      inboxFeed(inbox, queueViewers, { caller, connection, signal: signal ?? new AbortController().signal }),
    ),
  });
}

/** What changes in the caller's lists; who works orders is also told who has which of them open. */
async function* inboxFeed(inbox: InboxHub, queueViewers: QueueViewers, { caller, connection, signal }: InboxRequest): AsyncGenerator<InboxEvent, void> {
  using opened = await inbox.open(caller);
  const { mailbox } = opened;
  using queue = isPharmacyStaff(caller.role) ? queueViewers.hold(caller.tenantId) : null;
  const viewers = queue && new HubReader(queue.value, writeTo({ connection, lens: plainly<InboxEvent>() }));
  if (!viewers) return yield* stateStream(mailbox.onPut, mailbox.takeAll, signal);
  let lookAgain = () => {};
  yield* stateStream<InboxEvent>(
    (changed) => {
      lookAgain = changed;
      const unwatch = [mailbox.onPut(changed), viewers.watch(changed)];
      return () => unwatch.forEach((stop) => stop());
    },
    () => {
      const mail = mailbox.takeAll();
      // what the reader takes may be written at once, and the unread counts come first
      if (mail.length === 0) return [...viewers.take()];
      lookAgain();
      return mail;
    },
    signal,
  );
}
