import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

const canary = 'Maria Lopez takes warfarin';

function capture(write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger('debug', { write: (line: string) => void lines.push(line) }));
  return lines;
}

test('what is on the list is written, one object a line', () => {
  const [line, ...more] = capture((logger) => logger.info('call answered', { path: 'messages.send', status: 200, durationMs: 12, userId: 'u1' }));
  expect(more).toEqual([]);
  expect(JSON.parse(line!)).toEqual({
    level: 30,
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    path: 'messages.send',
    status: 200,
    durationMs: 12,
    userId: 'u1',
    msg: 'call answered',
  });
});

test.each<[string, Record<string, unknown>]>([
  ['an unknown field', { content: canary }],
  ['an object in a known field', { path: { nested: canary } }],
  ['a list in a known field', { reason: [canary] }],
  ['a long text in a known field', { reason: canary.padEnd(5_000, '.') }],
  ['fields that a logging library gives a meaning', { msg: canary, level: canary, err: new Error(canary), req: { url: canary } }],
  ['the message of an error', { error: new Error(canary) }],
  ['the message of a cause', { error: new Error('outer', { cause: new TypeError(canary) }) }],
  ['what a database adds to an error', { error: Object.assign(new Error('x'), { code: '23505', detail: canary, where: canary }) }],
  ['a message of several lines that looks like a stack', { error: new Error(`x\n${canary}\n    at ${canary}`) }],
  ['something thrown that is no error', { error: canary }],
  ['an error whose name was set', { error: Object.assign(new Error('x'), { name: canary }) }],
])('%s is not written', (_, fields) => {
  const [line] = capture((logger) => logger.error('it failed', fields));
  expect(line).toContain('"msg":"it failed"');
  expect(line).not.toContain('Maria');
  expect(line).not.toContain('warfarin');
});

test('an error keeps its kind, its code and the place', () => {
  const [line] = capture((logger) => logger.error('it failed', { error: Object.assign(new RangeError('secret'), { code: '22003' }) }));
  expect(JSON.parse(line!).error).toEqual({ name: 'RangeError', code: '22003', at: expect.arrayContaining([expect.stringContaining('logger.test.ts')]) });
});

test('less important lines than the level are not written', () => {
  const lines: string[] = [];
  createLogger('warn', { write: (line: string) => void lines.push(line) }).info('x');
  expect(lines).toEqual([]);
});
