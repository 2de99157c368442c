import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { errorReasons } from '../../shared/errors.ts';
import { isPassingDatabaseFault } from '../passing-faults.ts';
import { Failure } from '../failure.ts';
import { errorData, errorMessage, toTrpcError } from './errors.ts';
import { publicProcedure, router } from './procedures.ts';
import { createCallDesk } from './call-desk.ts';
import type { Context } from './context.ts';

const databaseError = (code: string, message = 'select secret from patient where name = $1') => Object.assign(new Error(message), { code });

test.each([
  ['08006', true],
  ['53300', true],
  ['57P01', true],
  ['57014', true],
  ['40001', true],
  ['40P01', true],
  ['55P03', true],
  ['ECONNREFUSED', true],
  ['ECONNRESET', true],
  ['23505', false],
  ['42P01', false],
  ['22P05', false],
  ['ENOENT', false],
])('a fault %s passes by itself: %s', (code, passing) => {
  expect(isPassingDatabaseFault(databaseError(code))).toBe(passing);
  expect(toTrpcError(databaseError(code)).code).toBe(passing ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR');
});

test.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Connection terminated due to connection timeout'])(
  '"%s" has no code and passes too',
  (message) => expect(isPassingDatabaseFault(new Error(message))).toBe(true),
);

test.each(errorReasons)('a refusal %s keeps its reason and its words', (reason) => {
  const error = toTrpcError(new Failure(reason, 'In plain words.'));
  expect(errorData(error).reason).toBe(reason);
  expect(errorMessage(error)).toBe('In plain words.');
});

test('what tRPC wrapped is unwrapped once more', () => {
  const wrapped = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new Failure('STALE_VERSION', 'Changed meanwhile.') });
  expect(errorData(toTrpcError(wrapped)).reason).toBe('STALE_VERSION');
  expect(toTrpcError(wrapped).code).toBe('CONFLICT');
});

const secret = 'Maria Alvarez';
const sqlText = `insert into patient (name) values ('${secret}')`;
const thrown: Record<string, unknown> = {
  'a database fault': databaseError('23505', sqlText),
  'a passing database fault': databaseError('57P01', sqlText),
  'a bug': new TypeError(`Cannot read ${secret} at /srv/server/app.ts`),
  'a bug with a cause': new Error('outer', { cause: new Error(sqlText) }),
  'a TRPCError around a bug': new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: sqlText, cause: new Error(sqlText) }),
  'a TRPCError without a cause': new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: sqlText }),
  'a bad request with a cause': new TRPCError({ code: 'BAD_REQUEST', message: sqlText, cause: new Error(sqlText) }),
  text: sqlText,
  nothing: undefined,
};

test.each(Object.entries(thrown))('%s: the answer holds neither SQL, nor a stack, nor a value', async (_, error) => {
  const failing = router({
    fail: publicProcedure.input(z.strictObject({ name: z.string().max(3) }).optional()).query(() => {
      throw error;
    }),
  });
  const answer = await answerOf(failing, undefined);
  expect(answer).not.toMatch(/Maria|insert|select|\.ts|stack|node_modules| at /i);
  expect(JSON.parse(answer).data).toMatchObject({ reason: expect.toSatisfy((reason) => errorReasons.includes(reason)) });
});

test('bad input names the field and what is wrong with it, never the value', async () => {
  const strict = router({ fail: publicProcedure.input(z.strictObject({ name: z.string().max(3) })).query(() => null) });
  const answer = await answerOf(strict, { name: secret });
  expect(JSON.parse(answer)).toMatchObject({
    message: 'Some fields are not right.',
    data: { code: 'BAD_REQUEST', reason: 'BAD_INPUT', issues: [{ path: 'name', message: expect.any(String) }] },
  });
  expect(answer).not.toContain(secret);
});

/** The error as it would be sent. */
async function answerOf(failing: ReturnType<typeof router>, input: unknown): Promise<string> {
  const caller = failing.createCaller({ caller: null, connection: null, address: '10.0.0.1', answer: null, desk: createCallDesk() } as unknown as Context) as unknown as { fail(input: unknown): Promise<unknown> };
  const error = await caller.fail(input).then(
    () => expect.fail('The call succeeded.'),
    (reason: unknown) => reason as TRPCError,
  );
  return JSON.stringify(
    failing._def._config.errorFormatter({
      error,
      type: 'query',
      path: 'fail',
      input,
      ctx: undefined,
      shape: { message: error.message, code: -32_603, data: { code: error.code, httpStatus: 500, path: 'fail', stack: String(error.stack) } },
    }),
  );
}
