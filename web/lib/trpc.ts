import { createTRPCReact, type CreateTRPCReact } from '@trpc/react-query';
import type { AppRouter } from '../../server/transport/router.ts';

export type { AppRouter };

/** The typed client. The only import from `server/`, and a type only. */
export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();
