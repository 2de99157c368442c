import { describe, expect, test } from 'vitest';
import { concerns, isNewerAlert } from './alert-state.ts';
import { alertInputs, type Alert, type AlertTarget } from './alerts.ts';
import type { Role } from './roles.ts';

const kim = { id: 'kim', role: 'nurse' as Role };
const lee = { id: 'lee', role: 'nurse' as Role };
const ana = { id: 'ana', role: 'admin' as Role };
const ben = { id: 'ben', role: 'front_desk' as Role };
const sam = { id: 'sam', role: 'patient' as Role };

const toKim: AlertTarget = { kind: 'user', id: 'kim', name: 'Kim' };
const toNurses: AlertTarget = { kind: 'role', id: 'nurse', name: 'Nurse' };
const toAll: AlertTarget = { kind: 'tenant', id: null, name: 'Everyone' };

const toDuty: AlertTarget = { kind: 'tenant', id: null, name: 'Everyone on duty', userIds: ['kim', 'ana'] };

const alert = (currentTargets: AlertTarget[], by = 'ana', acknowledgedAt: string | null = null) => ({
  currentTargets,
  raisedBy: { id: by, name: by },
  acknowledgedAt,
});

describe('an alert concerns', () => {
  test.each([
    ['the person it calls', [toKim], kim, true],
    ['nobody else', [toKim], lee, false],
    ['everyone of a role', [toNurses], lee, true],
    ['no other role', [toNurses], ben, false],
    ['everyone', [toAll], kim, true],
    ['those on duty', [toDuty], kim, true],
    ['nobody off duty while somebody is on', [toDuty], lee, false],
    ['no patient', [toAll], sam, false],
    ['not its raiser', [toAll], ana, false],
    ['not its raiser on duty', [toDuty], ana, false],
    ['the person still, when it has climbed', [toKim, toNurses], kim, true],
    ['the role too, when it has climbed', [toKim, toNurses], lee, true],
  ])('%s', (_, targets, user, expected) => {
    expect(concerns(alert(targets), user)).toBe(expected);
  });

  test('who raised it, when they called themselves', () => {
    expect(concerns(alert([toKim], 'kim'), kim)).toBe(true);
    expect(concerns(alert([toNurses], 'kim'), kim)).toBe(false);
  });

  test('nobody once it is acknowledged', () => {
    for (const user of [kim, lee, ana]) expect(concerns(alert([toKim, toAll], 'x', '2031-01-06T08:00:00.000Z'), user)).toBe(false);
  });
});

test('of two states the higher version is the newer', () => {
  const known = { version: 2 } as Alert;
  expect([undefined, known].map((before) => isNewerAlert(before, { version: 2 } as Alert))).toEqual([true, false]);
  expect(isNewerAlert(known, { version: 3 } as Alert)).toBe(true);
});

test('a target is a person, a role that works here, or everyone', () => {
  const { target } = alertInputs.raise.shape;
  const id = '01890000-0000-7000-8000-000000000001';
  for (const good of [{ kind: 'user', id }, { kind: 'role', id: 'nurse' }, { kind: 'tenant' }]) expect(target.safeParse(good).success).toBe(true);
  for (const bad of [{ kind: 'user' }, { kind: 'user', id: 'kim' }, { kind: 'role', id: 'patient' }, { kind: 'tenant', id }, { kind: 'all' }])
    expect(target.safeParse(bad).success).toBe(false);
});
