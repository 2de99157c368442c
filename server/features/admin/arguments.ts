import { parseArgs } from 'node:util';
import { z } from 'zod';
import { emailSchema } from '../../../shared/auth.ts';
import { idSchema } from '../../../shared/id-schema.ts';
import { limits } from '../../../shared/limits.ts';
import { roles, tenantKinds } from '../../../shared/roles.ts';
import { nameText } from '../../../shared/text-schemas.ts';
import { Refusal } from './refusal.ts';

const email = emailSchema;
const name = nameText(limits.text.name);
const passwordFromStdin = z.boolean().default(false);
const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

const commands = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('create-tenant'),
    name,
    kind: z.enum(tenantKinds),
    'time-zone': z.string().refine(isTimeZone, 'Not a time zone; one is Europe/Vienna.').default('UTC'),
  }),
  z
    .strictObject({ command: z.literal('create-user'), tenant: idSchema, email, name, role: z.enum(roles), 'date-of-birth': z.iso.date().optional(), 'password-stdin': passwordFromStdin })
    .refine((user) => (user.role === 'patient') === (user['date-of-birth'] !== undefined), {
      path: ['date-of-birth'],
      message: 'Patients need one; nobody else has one.',
    }),
  z.strictObject({ command: z.literal('disable-user'), email }),
  z.strictObject({ command: z.literal('disable-demo') }),
  z.strictObject({ command: z.literal('reset-password'), email, 'password-stdin': passwordFromStdin }),
  z.strictObject({ command: z.literal('list-tenants') }),
  z.strictObject({ command: z.literal('list-users'), tenant: idSchema }),
  z.strictObject({ command: z.literal('bump-epoch') }),
  z.strictObject({ command: z.literal('retention'), 'audit-months': z.coerce.number().int().min(1).max(1_200).default(limits.retention.auditMonths) }),
]);
export type AdminCommand = z.infer<typeof commands>;

export const usage = `Usage: npm run admin -- <command> [options]

  create-tenant   --name <name> --kind ${tenantKinds.join('|')} [--time-zone <zone>]
  create-user     --tenant <id> --email <address> --name <name> --role <role>
                  [--date-of-birth <YYYY-MM-DD>] [--password-stdin]
  disable-user    --email <address>
  disable-demo    disables everybody who signs in with the demo's password
  reset-password  --email <address> [--password-stdin]
  list-tenants
  list-users      --tenant <id>
  bump-epoch      after restoring a backup: clients read everything anew
  retention       [--audit-months <number, ${limits.retention.auditMonths} by default>]
                  detaches older months of the audit log, to be archived and dropped

Roles: ${roles.join(', ')}. A patient needs a date of birth.
Without --password-stdin a password is generated and shown once.
It works on DATABASE_OWNER_URL, else DATABASE_URL, else on the embedded database in DATA_DIR, whether the server runs or not.`;

const text = { type: 'string' } as const;
const options = {
  name: text, kind: text, 'time-zone': text, tenant: text, email: text, role: text, 'date-of-birth': text, 'audit-months': text,
  'password-stdin': { type: 'boolean' },
} as const;

/** What was asked for; throws a Refusal that says which option is wrong. */
export function readCommand(args: string[]): AdminCommand {
  const { positionals, values } = parse(args);
  const result = commands.safeParse({ command: positionals.join(' '), ...values });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const option = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  if (option === 'command') throw misunderstood(positionals.length ? `There is no command "${positionals.join(' ')}".` : 'Name a command.');
  if (issue?.code === 'unrecognized_keys') throw misunderstood(`--${String(option)} does not belong to ${positionals[0]}.`);
  const missing = values[option as keyof typeof values] === undefined && issue?.code !== 'custom';
  throw misunderstood(missing ? `--${String(option)} is missing.` : `--${String(option)} is not right: ${issue?.message}`);
}

const misunderstood = (message: string): Refusal => new Refusal(`${message} See "npm run admin -- help".`);

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw misunderstood(error instanceof Error ? error.message : String(error));
  }
}
