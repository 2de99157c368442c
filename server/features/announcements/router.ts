import { announcementInputs } from '../../../shared/notifications.ts';
import { adminProcedure, router } from '../../transport/procedures.ts';
import { sendAnnouncement, type AnnouncementDependencies } from './commands.ts';

export const createAnnouncementsRouter = (dependencies: AnnouncementDependencies) =>
  router({
    send: adminProcedure
      .input(announcementInputs.send)
      .mutation(({ ctx, input }) => sendAnnouncement(dependencies, ctx.caller, input)),
  });
