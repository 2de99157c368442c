import { expect, test } from 'vitest';
import { readCommand } from '../features/admin/arguments.ts';
import { firstSteps } from './first-steps.ts';

/** What follows `npm run admin --` in each command, as a shell splits it. */
const commandsIn = (text: string): string[][] =>
  [...text.matchAll(/npm run admin -- (.*)$/gm)].map(([, args]) => args!.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', '')));

test('the commands are those that the command line knows', () => {
  const [createTenant, createUser] = commandsIn(firstSteps({}));
  expect(readCommand(createTenant!)).toMatchObject({ command: 'create-tenant' });
  const id = '01a201ec-34b9-75fa-9c2c-35c0f77831ee';
  expect(readCommand(createUser!.map((word) => word.replace('<id>', id)))).toMatchObject({ command: 'create-user', role: 'admin', tenant: id });
});

test('a data directory of its own is named, however it is called', () => {
  expect(firstSteps({ DATA_DIR: "/srv/o'neill data" })).toContain(`DATA_DIR='/srv/o'\\''neill data' npm run admin -- create-tenant`);
});
