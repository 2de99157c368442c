import { limits } from '../../../shared/limits.ts';
import { messageInputs } from '../../../shared/messages.ts';
import { roomInputs } from '../../../shared/rooms.ts';
import type { Logger } from '../../logger.ts';
import type { Bus } from '../../realtime/bus.ts';
import { router, signedInProcedure } from '../../transport/procedures.ts';
import { auditCall } from '../audit/audit-log.ts';
import { audienceOf, requireRoom } from './access.ts';
import { createAdmit } from './admit.ts';
import { markRead } from './commands.ts';
import { roomEventFeed, type EventFeedDependencies } from './event-feed.ts';
import { messagePage } from './queries.ts';
import { readHints } from './read-hints.ts';
import { createSendMessage, type SendDependencies } from './send-messages.ts';
import { createOpenRoomEvents, createOpenRoomSignals } from './open-rooms.ts';
import { createRoomStates, type RoomStatesDependencies } from './room-states.ts';
import { roomSignalFeed, type SignalFeedDependencies } from './signal-feed.ts';

export type RoomDependencies = EventFeedDependencies & SignalFeedDependencies & RoomStatesDependencies & SendDependencies & {
  bus: Bus;
  logger: Logger;
  /** Told when somebody's read mark has been stored. */
  onRead?(read: { tenantId: string; userId: string; roomId: string }): void;
};

export function createRoomsRouter(dependencies: RoomDependencies) {
  const { db, typing } = dependencies;
  const roomStates = createRoomStates(dependencies);
  const openRoomEvents = createOpenRoomEvents(db);
  const openRoomSignals = createOpenRoomSignals(db);
  const admit = createAdmit(db);
  return router({
    setTyping: signedInProcedure.input(roomInputs.setTyping).mutation(async ({ ctx: { caller }, input }) => {
      await admit(caller, input.roomId);
      if (input.typing) typing.enter(input.roomId, caller.userId, { userId: caller.userId, value: null }, limits.live.typingFor);
      else typing.leave(input.roomId, caller.userId);
      return {};
    }),
    events: signedInProcedure.input(roomInputs.events).subscription(({ ctx, input, signal }) =>
      roomEventFeed(dependencies, openRoomEvents, {
        caller: ctx.caller,
        connection: ctx.connection,
        signal: signal ?? new AbortController().signal,
        ...input,
        lastEventId: input.lastEventId,
      }),
    ),
    signals: signedInProcedure
      .input(roomInputs.signals)
      .subscription(({ ctx: { caller, connection }, input, signal }) =>
        roomSignalFeed(dependencies, openRoomSignals, roomStates, { caller, connection, signal: signal ?? new AbortController().signal, ...input }),
      ),
  });
}

export function createMessagesRouter(dependencies: RoomDependencies) {
  const { db, bus, logger, receipts, typing } = dependencies;
  const sendMessage = createSendMessage(dependencies);
  return router({
    send: signedInProcedure.input(messageInputs.send).mutation(async ({ ctx: { caller }, input }) => {
      const message = await sendMessage(caller, input);
      const { tenantId, userId } = caller;
      logger.info('message.sent', { tenantId, userId, roomId: input.roomId, seq: message.seq });
      typing.leave(input.roomId, caller.userId);
      return message;
    }),
    list: signedInProcedure.input(messageInputs.list).query(({ ctx: { caller }, input }) =>
      db.withTenant(caller.tenantId, async (trx) => {
        const room = await requireRoom(trx, caller, input.roomId);
        await auditCall(trx, caller, 'messages.list', { roomId: room.id, patientId: room.patientId });
        return messagePage(trx, audienceOf(caller), input);
      }),
    ),
    markRead: signedInProcedure.input(messageInputs.markRead).mutation(async ({ ctx: { caller }, input }) => {
      const { lastDeliveredSeq, ...mark } = await markRead(db, caller, input);
      const { tenantId, userId } = caller;
      receipts.read({ tenantId, userId, ...mark, lastDeliveredSeq });
      bus.publish(readHints, { tenantId, userId, roomId: input.roomId });
      dependencies.onRead?.({ tenantId, userId, roomId: input.roomId });
      return mark;
    }),
  });
}
