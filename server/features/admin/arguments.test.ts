import { expect, test } from 'vitest';
import { readCommand, usage } from './arguments.ts';
import { Refusal } from './refusal.ts';

const tenant = '01a201ec-34b9-75fa-9c2c-35c0f77831ee';
const user = ['create-user', '--tenant', tenant, '--email', 'Ann@Oak.test', '--name', ' Ann '];

test('options are read and cleaned', () => {
  expect(readCommand(['create-tenant', '--name', 'Oak Street', '--kind', 'pharmacy'])).toEqual({ command: 'create-tenant', name: 'Oak Street', kind: 'pharmacy', 'time-zone': 'UTC' });
  expect(readCommand([...user, '--role', 'nurse', '--password-stdin'])).toEqual({
    command: 'create-user', tenant, email: 'ann@oak.test', name: 'Ann', role: 'nurse', 'password-stdin': true,
  });
});

test('the audit log is kept for six years when nothing else is said', () => {
  expect(readCommand(['retention'])).toEqual({ command: 'retention', 'audit-months': 72 });
  expect(readCommand(['retention', '--audit-months', '120'])).toEqual({ command: 'retention', 'audit-months': 120 });
});

test.each([
  [[], /Name a command/],
  [['destroy'], /There is no command "destroy"/],
  [['create-tenant', '--name', 'Oak'], /--kind is missing/],
  [['create-tenant', '--name', 'Oak', '--kind', 'bank'], /--kind is not right/],
  [['create-tenant', '--name', 'Oak', '--kind', 'clinic', '--time-zone', 'Mars/Olympus'], /--time-zone is not right: Not a time zone/],
  [['list-tenants', '--name', 'x'], /--name does not belong to list-tenants/],
  [['list-tenants', '--verbose'], /verbose/],
  [['bump-epoch', '--name', 'x'], /--name does not belong to bump-epoch/],
  [['retention', '--audit-months', '0'], /--audit-months is not right/],
  [['retention', '--audit-months', 'six'], /--audit-months is not right/],
  [['disable-user', '--email', 'ann'], /--email is not right/],
  [[...user, '--role', 'patient'], /--date-of-birth is not right: Patients need one/],
  [[...user, '--role', 'nurse', '--date-of-birth', '1990-01-01'], /--date-of-birth is not right/],
  [[...user, '--role', 'patient', '--date-of-birth', '1990-02-30'], /--date-of-birth is not right/],
])('%j is refused with what is wrong', (args, complaint) => {
  expect(() => readCommand(args)).toThrow(Refusal);
  expect(() => readCommand(args)).toThrow(complaint);
});

test('the usage names every command', () => {
  for (const command of ['create-tenant', 'create-user', 'disable-user', 'disable-demo', 'reset-password', 'list-tenants', 'list-users', 'bump-epoch', 'retention']) expect(usage).toContain(command);
});
