import { createAlertsRouter } from '../features/alerts/router.ts';
import { createAnnouncementsRouter } from '../features/announcements/router.ts';
import { createAppointmentsRouter } from '../features/appointments/router.ts';
import { createAuthRouter } from '../features/auth/router.ts';
import { createChatOrdersRouter } from '../features/chat-orders/router.ts';
import { createClinicRouter } from '../features/clinic/router.ts';
import { createInboxRouter } from '../features/inbox/router.ts';
import { createLabResultsRouter } from '../features/lab-results/router.ts';
import { createNotificationsRouter } from '../features/notifications/router.ts';
import { createPatientsRouter } from '../features/patients/router.ts';
import { createPresenceRouter } from '../features/presence/router.ts';
import { createPriorAuthsRouter } from '../features/prior-auths/router.ts';
import { createMessagesRouter, createRoomsRouter } from '../features/rooms/router.ts';
import { createScheduleRouter } from '../features/schedule/router.ts';
import { createTasksRouter } from '../features/tasks/router.ts';
import { createThreadsRouter } from '../features/threads/router.ts';
import { createWorkItemsRouter } from '../features/work-items/router.ts';
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
  appointments: DependenciesOf<typeof createAppointmentsRouter>;
  schedule: DependenciesOf<typeof createScheduleRouter>;
  clinic: DependenciesOf<typeof createClinicRouter>;
  threads: DependenciesOf<typeof createThreadsRouter>;
  alerts: DependenciesOf<typeof createAlertsRouter>;
  tasks: DependenciesOf<typeof createTasksRouter>;
  priorAuths: DependenciesOf<typeof createPriorAuthsRouter>;
  labResults: DependenciesOf<typeof createLabResultsRouter>;
  workItems: DependenciesOf<typeof createWorkItemsRouter>;
  notifications: DependenciesOf<typeof createNotificationsRouter>;
  announcements: DependenciesOf<typeof createAnnouncementsRouter>;
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
    appointments: createAppointmentsRouter(dependencies.appointments),
    schedule: createScheduleRouter(dependencies.schedule),
    clinic: createClinicRouter(dependencies.clinic),
    threads: createThreadsRouter(dependencies.threads),
    alerts: createAlertsRouter(dependencies.alerts),
    tasks: createTasksRouter(dependencies.tasks),
    priorAuths: createPriorAuthsRouter(dependencies.priorAuths),
    labResults: createLabResultsRouter(dependencies.labResults),
    workItems: createWorkItemsRouter(dependencies.workItems),
    notifications: createNotificationsRouter(dependencies.notifications),
    announcements: createAnnouncementsRouter(dependencies.announcements),
  });

/** The whole API as a type: what the typed client is made from. */
export type AppRouter = ReturnType<typeof createRouter>;
