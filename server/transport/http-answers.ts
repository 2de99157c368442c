import type { ServerResponse } from 'node:http';
import { limits } from '../../shared/limits.ts';
import { Failure } from '../failure.ts';
import type { Metrics } from '../metrics.ts';
import { sizeOf } from './size-of.ts';

/** Whose answer it is: null is anybody who has not shown who they are. */
interface AnswerOwner {
  personId: string | null;
  address: string;
}

/** What one HTTP request is answered with, from the first call's result until the other side has taken all of it. */
export interface HttpAnswer {
  /** Throws TOO_MANY_CALLS while too much is unsent, and BATCH_TOO_LARGE when the batch is full. */
  requireRoom(): void;
  /** Counts a result, and says how large it is. A query's throws BATCH_TOO_LARGE when it does not fit into the batch any more. */
  take(result: unknown, type: 'query' | 'mutation'): number;
}

/** What HTTP answers hold in memory because it is not sent. */
export interface HttpAnswers {
  begin(response: ServerResponse, owner: AnswerOwner): HttpAnswer;
  /** Bytes right now. */
  readonly unsent: number;
  stop(): void;
}

interface Open {
  response: ServerResponse;
  bytes: number;
  addedAt: number;
}

export function createHttpAnswers(metrics: Pick<Metrics, 'slowConsumerCut' | 'callRefused'>): HttpAnswers {
  const open = new Set<Open>();
  const byPerson = new Map<string, number>();
  const byAddress = new Map<string, number>();
  let unsent = 0;

  function count({ personId, address }: AnswerOwner, bytes: number): void {
    unsent += bytes;
    if (personId !== null) add(byPerson, personId, bytes);
    add(byAddress, address, bytes);
  }

  function isTooMuch({ personId, address }: AnswerOwner): boolean {
    const most = limits.answer.unsent;
    return (personId !== null && (byPerson.get(personId) ?? 0) > most.person) || (byAddress.get(address) ?? 0) > most.address || unsent > most.node;
  }

  const timer = setInterval(() => {
    const now = performance.now();
    for (const { response, bytes, addedAt } of open) {
      if (bytes === 0 || now - addedAt < limits.answer.takenWithin || !response.headersSent) continue;
      metrics.slowConsumerCut();
      response.destroy();
    }
  }, limits.socket.lookEvery).unref();

  return {
    begin(response, owner) {
      const answer: Open = { response, bytes: 0, addedAt: 0 };
      open.add(answer);
      response.once('close', () => {
        open.delete(answer);
        count(owner, -answer.bytes);
      });
      return {
        requireRoom() {
          if (answer.bytes >= limits.answer.batchBytes) throw tooLarge();
          if (!isTooMuch(owner)) return;
        metrics.callRefused('unsent');
        throw new Failure('TOO_MANY_CALLS', 'Too many answers are not taken. Read them first.', { retryAfter: 1 });
        },
        take(result, type) {
          const bytes = sizeOf(result);
          if (type === 'query' && answer.bytes > 0 && answer.bytes + bytes > limits.answer.batchBytes) throw tooLarge();
          // whoever is gone already takes nothing
          if (open.has(answer)) {
            count(owner, bytes);
            answer.bytes += bytes;
            answer.addedAt = performance.now();
          }
          return bytes;
        },
      };
    },
    get unsent() {
      return unsent;
    },
    stop: () => clearInterval(timer),
  };
}

const tooLarge = (): Failure => new Failure('BATCH_TOO_LARGE', 'The answers to this batch are too large. Ask for fewer at once.');

function add(counts: Map<string, number>, key: string, amount: number): void {
  const sum = (counts.get(key) ?? 0) + amount;
  if (sum > 0) counts.set(key, sum);
  else counts.delete(key);
}
