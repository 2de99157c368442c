import { initTRPC } from '@trpc/server';
import { isClinicStaff, isPharmacyStaff, isStaff, type Role, type TenantKind } from '../../shared/roles.ts';
import { Failure } from '../failure.ts';
import type { Caller, Context } from './context.ts';
import { errorData, errorMessage, isDenial, toTrpcError, withTrpcErrors } from './errors.ts';

const t = initTRPC.context<Context>().create({
  // never a stack trace in an answer, whatever NODE_ENV says
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: errorMessage(error),
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, ...errorData(error) },
  }),
});

export const router = t.router;

/** A stream fails when it is read, after the procedure has returned it: see `Subscription`. */
const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toTrpcError(result.error);
  const { caller } = ctx;
  if (caller && isDenial(error)) await withTrpcErrors(() => ctx.noteDenial(caller, path));
  throw error;
});

/** A subscription is opened in its turn, too, but by the socket that follows it. */
const inTurn = t.middleware(async ({ ctx, type, next }) => {
  if (type === 'subscription') return next();
  const { desk, answer } = ctx;
  const payer = desk.payerOf(ctx);
  return desk.call(payer, async () => {
    answer?.requireRoom();
    const result = await next();
    if (result.ok && answer) payer.chargeOutput(answer.take(result.data, type));
    return result;
  });
});

/** Anyone may call it. */
export const publicProcedure = t.procedure.use(mapErrors).use(inTurn);

function requireCaller({ caller, refusal }: Context): Caller {
  if (caller) return caller;
  switch (refusal) {
    case 'TOKEN_EXPIRED':
      throw new Failure('TOKEN_EXPIRED', 'Your sign-in has to be renewed.');
    case 'TOKEN_INVALID':
      throw new Failure('TOKEN_INVALID', 'This sign-in is not valid. Sign in again.');
    case 'SESSION_ENDED':
      throw new Failure('SESSION_ENDED', 'This session has ended. Sign in again.');
    case null:
      throw new Failure('NOT_SIGNED_IN', 'Sign in first.');
  }
}

const signedIn = t.middleware(({ ctx, type, next }) => {
  const caller = requireCaller(ctx);
  // revocation ends sockets; a stream over plain HTTP would outlive it
  if (type === 'subscription' && !ctx.connection) throw new Failure('BAD_INPUT', 'Subscribe over a WebSocket.');
  if (type === 'mutation') ctx.countWrite(caller.userId);
  return next({ ctx: { caller } });
});

const isAdmin = (role: Role): boolean => role === 'admin';

/** Whom a procedure is for: people with these roles, and where it makes sense in one kind of tenant alone, only there. */
const forRoles = (allows: (role: Role) => boolean, kind: TenantKind | null = null) =>
  t.middleware(({ ctx, next }) => {
    const caller = requireCaller(ctx);
    if (!allows(caller.role) || (kind !== null && kind !== caller.tenantKind)) throw new Failure('ROLE_NOT_ALLOWED', 'Your role does not allow this.');
    return next({ ctx: { caller } });
  });

/** Anyone who is signed in. */
export const signedInProcedure = publicProcedure.use(signedIn);

/** Everyone who works for the tenant. */
export const staffProcedure = signedInProcedure.use(forRoles(isStaff));

/** A clinic's people. */
export const clinicProcedure = signedInProcedure.use(forRoles(isClinicStaff, 'clinic'));

/** Who runs a clinic. */
export const clinicAdminProcedure = signedInProcedure.use(forRoles(isAdmin, 'clinic'));

/** A pharmacy's patients, and the people who work their orders. */
export const orderProcedure = signedInProcedure.use(forRoles((role) => role === 'patient' || isPharmacyStaff(role), 'pharmacy'));

/** The people who work orders. */
export const pharmacyProcedure = signedInProcedure.use(forRoles(isPharmacyStaff, 'pharmacy'));

/** Who runs the tenant. */
export const adminProcedure = signedInProcedure.use(forRoles(isAdmin));
