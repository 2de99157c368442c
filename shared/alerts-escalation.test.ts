import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, alertSteps, startAt, type AlertCourse, type AlertStep, type EscalationTimes } from './alerts-escalation.ts';

const times: EscalationTimes = { user: 60, role: 120, duty: 90, online: 80, everyone: 300 };
const reachesAll = (): boolean => true;
const reachesOnly =
  (...steps: AlertStep[]) =>
  (step: AlertStep): boolean =>
    steps.includes(step);

describe('an alert', () => {
  test('climbs step by step, each in its own time, and then calls everyone again and again', () => {
    let course: AlertCourse = startAt('user', 1_000, times);
    for (const step of ['role', 'duty', 'online', 'everyone'] as const) {
      expect(advance(course, course.nextStepAt - 1, times, reachesAll)).toBeNull();
      const now = course.nextStepAt;
      const next = advance(course, now, times, reachesAll)!;
      expect(next).toEqual({ step, nextStepAt: now + times[step], entered: [step], isRepeat: false });
      course = next;
    }
    for (let round = 0; round < 3; round++) {
      const now = course.nextStepAt;
      expect(advance(course, now - 1, times, reachesAll)).toBeNull();
      course = advance(course, now, times, reachesAll)!;
      expect(course).toEqual({ step: 'everyone', nextStepAt: now + 300, entered: [], isRepeat: true });
    }
  });

  test('that was forgotten for long climbs one step, and waits again', () => {
    expect(advance(startAt('user', 1_000, times), 9_000, times, reachesAll)).toMatchObject({ entered: ['role'], nextStepAt: 9_120 });
  });

  test.each<[AlertStep, AlertStep[], AlertStep[]]>([
    ['user', ['role'], ['role']],
    ['user', ['online', 'everyone'], ['role', 'duty', 'online']],
    ['duty', ['everyone'], ['online', 'everyone']],
    ['role', [], ['duty', 'online', 'everyone']],
    ['everyone', [], []],
  ])('at %s, when only %j reach somebody, passes at once to %j', (step, reached, entered) => {
    const next = advance(startAt(step, 1_000, times), 1_001, times, reachesOnly(...reached));
    expect(next?.entered ?? []).toEqual(entered);
  });
});

/** A tenant as it may be: people with a role, whether on duty, whether at a screen. */
const person = fc.record({ role: fc.constantFrom('a', 'b'), onDuty: fc.boolean(), reachable: fc.boolean() });
const change = fc.record({ wait: fc.integer({ min: 0, max: 200 }), who: fc.nat(), onDuty: fc.boolean(), reachable: fc.boolean() });

test('an open alert has at every moment called somebody who can hear it, or stands at its last step, which reaches nobody', () => {
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 1, maxLength: 6 }),
      fc.array(change, { maxLength: 40 }),
      fc.constantFrom<AlertStep>('user', 'role', 'duty'),
      fc.nat(),
      fc.nat(),
      (people, changes, first, raiserSeed, targetSeed) => {
        const raiser = raiserSeed % people.length;
        const target = targetSeed % people.length;
        const isCalled: Record<AlertStep, (who: number) => boolean> = {
          user: (who) => who === target,
          role: (who) => people[who]!.role === people[target]!.role,
          duty: (who) => people[who]!.onDuty,
          online: (who) => people[who]!.reachable,
          everyone: () => true,
        };
        const reaches = (step: AlertStep): boolean =>
          people.some(({ reachable }, who) => who !== raiser && reachable && isCalled[step](who));
        let now = 0;
        let course = startAt(first, now, times);
        const taken: AlertStep[] = [first];
        const settle = (): void => {
          const next = advance(course, now, times, reaches);
          taken.push(...(next?.entered ?? []));
          course = next ?? course;
          expect(reaches(course.step) || course.step === 'everyone').toBe(true);
          expect(course.nextStepAt).toBeGreaterThan(now);
        };
        settle();
        for (const { wait, who, onDuty, reachable } of changes) {
          now += wait;
          people[who % people.length] = { ...people[who % people.length]!, onDuty, reachable };
          settle();
        }
        expect(taken).toEqual(alertSteps.slice(alertSteps.indexOf(first), alertSteps.indexOf(first) + taken.length));
      },
    ),
  );
});
