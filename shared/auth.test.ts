import { expect, test } from 'vitest';
import { loginInput } from './auth.ts';

const person = { email: 'ann@oak.test', password: 'x' };

test('a one-time code that nobody asked for is refused, and not passed over', () => {
  expect(loginInput.safeParse(person).success).toBe(true);
  for (const otp of ['123456', '', null, 123_456]) expect(loginInput.safeParse({ ...person, otp }).error?.issues).toMatchObject([{ path: ['otp'], message: 'Nobody has been asked for a one-time code.' }]);
});
