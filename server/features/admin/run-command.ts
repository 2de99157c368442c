import { randomBytes } from 'node:crypto';
import { limits } from '../../../shared/limits.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import { keepAuditMonths } from '../../db/audit-months.ts';
import { bumpEpoch } from '../../db/epoch.ts';
import type { AdminCommand } from './arguments.ts';
import { createTenant, createUser, disableDemo, disableUser, resetPassword } from './commands.ts';
import { listTenants, listUsers } from './queries.ts';
import { Refusal } from './refusal.ts';

export interface Tools {
  db: Database;
  /** The database's owner's address. */
  ownerUrl: string;
  /** All of standard input. */
  readInput: () => Promise<string>;
  clock: Clock;
}

const shortestPassword = 12;

/** Carries out the command and returns what to show; throws a Refusal when it cannot be done. */
export async function runCommand(command: AdminCommand, { db, ownerUrl, readInput, clock }: Tools): Promise<string> {
  switch (command.command) {
    case 'create-tenant':
      return createTenant(db, { name: command.name, kind: command.kind, timeZone: command['time-zone'] });
    case 'create-user': {
      const password = await choosePassword(command['password-stdin'], readInput);
      const { tenant: tenantId, email, name, role } = command;
      await createUser(db, { tenantId, email, name, role, dateOfBirth: command['date-of-birth'] ?? null, password: password.value }, clock.now());
      return `${email} can sign in.${password.note}`;
    }
    case 'disable-user':
      return `${command.email} can no longer sign in. Sessions ended: ${await disableUser(db, command.email)}.`;
    case 'disable-demo':
      return `People of the demo who can no longer sign in: ${await disableDemo(db)}.`;
    case 'reset-password': {
      const password = await choosePassword(command['password-stdin'], readInput);
      const ended = await resetPassword(db, command.email, password.value);
      return `${command.email} has a new password. Sessions ended: ${ended}.${password.note}`;
    }
    case 'list-tenants':
      return (await listTenants(ownerUrl)).map(({ id, kind, name }) => `${id}  ${kind.padEnd(8)}  ${name}`).join('\n');
    case 'list-users':
      return (await listUsers(db, command.tenant))
        .map(({ email, role, name, disabled }) => `${email.padEnd(32)}  ${role.padEnd(10)}  ${name}${disabled ? '  (disabled)' : ''}`)
        .join('\n');
    case 'retention': {
      const detached = await keepAuditMonths(ownerUrl, new Date(), command['audit-months']);
      if (detached.length === 0) return `Nothing of the audit log is older than ${command['audit-months']} months.`;
      return `These tables are no part of the audit log any more; dump them where you archive, then drop them:\n${detached.join('\n')}`;
    }
    case 'bump-epoch':
      return `The log has a new epoch, ${await bumpEpoch(ownerUrl)}. Start every node again: clients then read everything anew.`;
  }
}

async function choosePassword(fromInput: boolean, readInput: () => Promise<string>): Promise<{ value: string; note: string }> {
  if (!fromInput) {
    const value = randomBytes(15).toString('base64url');
    return { value, note: `\nPassword, shown only now: ${value}` };
  }
  const value = (await readInput()).replace(/\r?\n$/, '');
  if (value.length < shortestPassword || value.length > limits.text.password)
    throw new Refusal(`The password must have ${shortestPassword} to ${limits.text.password} characters.`);
  return { value, note: '' };
}
