import type { Clock } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import type { CallWatch } from '../../transport/context.ts';
import { auditTallies, signInFailureTallies, type Denial, type SignInFailure } from './denial-rows.ts';
import { createTallies } from './tallies.ts';

/** Notes what was refused, and loses none of it: see `Tallies`. */
export interface DenialLog {
  /**
   * Notes a call that asked for what is not the caller's, before it is answered, in a transaction of its own since the call's
   * was undone. What is there and what is not take the same time. Throws UNAVAILABLE when it cannot be noted.
   */
  noteCall: CallWatch['noteDenial'];
  /** Notes a wrong password for accounts, of which there may be none. Not waited for: the time would tell whether there are. */
  noteWrongPassword(accounts: readonly { tenantId: string; userId: string }[], network: string): void;
  /** Notes an attempt to sign in that was refused without comparing the password. */
  noteRefusedAttempt(network: string): void;
  /** Throws UNAVAILABLE when a wrong password could not be noted: before it is known whether it is one, and for whom. */
  requireRoom(): void;
  /** Rows with a count that is not in the database yet. */
  readonly unwritten: number;
  stop(): Promise<void>;
}

interface DenialLogOptions {
  db: Database;
  clock: Clock;
  /** Told when something could not be written yet. */
  onFault: (error: unknown) => void;
}

/** Stands for the networks that are too many to be counted one by one. */
const elsewhere = 'elsewhere';

export function createDenialLog({ db, clock, onFault }: DenialLogOptions): DenialLog {
  const denials = createTallies<Denial>({
    clock,
    onFault,
    groupOf: ({ tenantId }) => tenantId,
    write: (tenantId, tallies) => db.withTenant(tenantId, (trx) => auditTallies(trx, tallies)),
  });
  const createFailures = () =>
    createTallies<SignInFailure>({
      clock,
      onFault,
      groupOf: () => 'installation',
      write: (_, tallies) => db.withInstallation((trx) => signInFailureTallies(trx, tallies)),
    });
  const failures = createFailures();
  const rest = createFailures();

  const noteFailure = (network: string, outcome: SignInFailure['outcome']): void => {
    const [tallies, name] = failures.isFull ? [rest, elsewhere] : [failures, network];
    void tallies.count(`${name} ${outcome}`, { network: name, outcome });
  };
  const keyOf = ({ tenantId, actorId, sessionId, action }: Denial): string => `${tenantId} ${actorId} ${sessionId} ${action}`;
  const count = (denial: Denial): Promise<void> => denials.count(keyOf(denial), denial);

  return {
    noteCall: ({ tenantId, userId, sessionId }, path) => count({ tenantId, actorId: userId, sessionId, action: path }),
    noteWrongPassword(accounts, network) {
      for (const { tenantId, userId } of accounts) count({ tenantId, actorId: userId, sessionId: null, action: 'auth.login' }).catch(onFault);
      noteFailure(network, 'wrong');
    },
    noteRefusedAttempt: (network) => noteFailure(network, 'refused'),
    requireRoom: denials.requireRoom,
    get unwritten() {
      return denials.unwritten + failures.unwritten + rest.unwritten;
    },
    async stop() {
      await Promise.all([denials.stop(), failures.stop(), rest.stop()]);
    },
  };
}
