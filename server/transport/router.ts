import { createAuthRouter } from '../features/auth/router.ts';
import { createChatOrdersRouter } from '../features/chat-orders/router.ts';
import { createInboxRouter } from '../features/inbox/router.ts';
import { createPatientsRouter } from '../features/patients/router.ts';
import { createPresenceRouter } from '../features/presence/router.ts';
import { createMessagesRouter, createRoomsRouter } from '../features/rooms/router.ts';
import { router } from './procedures.ts';

type DependenciesOf<Create extends (dependencies: never) => unknown> = Parameters<Create>[0];

/** What each feature needs; `app.ts` builds it. */
export interface RouterDependencies {
  auth: DependenciesOf<typeof createAuthRouter>;
  rooms: DependenciesOf<typeof createRoomsRouter>;
  chatOrders: DependenciesOf<typeof createChatOrdersRouter>;
  inbox: DependenciesOf<typeof createInboxRouter>;
  patients: DependenciesOf<typeof createPatientsRouter>;
  presence: DependenciesOf<typeof createPresenceRouter>;
}

export const createRouter = (dependencies: RouterDependencies) =>
  router({
    auth: createAuthRouter(dependencies.auth),
    chatOrders: createChatOrdersRouter(dependencies.chatOrders),
    messages: createMessagesRouter(dependencies.rooms),
    rooms: createRoomsRouter(dependencies.rooms),
    inbox: createInboxRouter(dependencies.inbox),
    patients: createPatientsRouter(dependencies.patients),
    presence: createPresenceRouter(dependencies.presence),
  });

/** The whole API as a type: what the typed client is made from. */
export type AppRouter = ReturnType<typeof createRouter>;
