import { initTRPC } from '@trpc/server';
import { isClinicStaff, isPharmacyStaff, isStaff, type Role } from '../../shared/roles.ts';
import { Failure } from '../failure.ts';
import type { Caller, Context } from './context.ts';
import { errorData, errorMessage, isDenial, toTrpcError } from './errors.ts';

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
  if (ctx.caller && isDenial(error)) ctx.noteDenial(ctx.caller, path);
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

const role = (allows: (role: Role) => boolean) =>
  t.middleware(({ ctx, next }) => {
    const caller = requireCaller(ctx);
    if (!allows(caller.role)) throw new Failure('ROLE_NOT_ALLOWED', 'Your role does not allow this.');
    return next({ ctx: { caller } });
  });

/** Anyone who is signed in. */
export const signedInProcedure = publicProcedure.use(signedIn);

/** Everyone who works for the tenant. */
export const staffProcedure = signedInProcedure.use(role(isStaff));

/** The clinic's people. */
export const clinicProcedure = signedInProcedure.use(role(isClinicStaff));

/** The people who work orders. */
export const pharmacyProcedure = signedInProcedure.use(role(isPharmacyStaff));

/** Who runs the tenant. */
export const adminProcedure = signedInProcedure.use(role((each) => each === 'admin'));
