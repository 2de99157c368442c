import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertTargetKind } from './alerts.ts';
import { callFrom, climb, type EscalationState, type EscalationTimes } from './alerts-escalation.ts';

const times: EscalationTimes = { user: 60, role: 120 };

describe('an alert', () => {
  test.each<[AlertTargetKind, number | null]>([
    ['user', 1_060],
    ['role', 1_120],
    ['tenant', null],
  ])('to a %s waits the time of its step', (level, nextStepAt) => {
    expect(callFrom(level, 1_000, times)).toEqual({ level, nextStepAt });
  });

  test('climbs from a person to their role to everyone, each in its own time, and no further', () => {
    const raised = callFrom('user', 1_000, times);
    expect(climb(raised, 1_059, times)).toBeNull();
    const second = climb(raised, 1_060, times);
    expect(second).toEqual({ level: 'role', nextStepAt: 1_180 });
    expect(climb(second!, 1_179, times)).toBeNull();
    const third = climb(second!, 1_180, times);
    expect(third).toEqual({ level: 'tenant', nextStepAt: null });
    expect(climb(third!, Number.MAX_SAFE_INTEGER, times)).toBeNull();
  });

  test('that was forgotten for long climbs one step, and waits again', () => {
    expect(climb(callFrom('user', 1_000, times), 9_000, times)).toEqual({ level: 'role', nextStepAt: 9_120 });
  });

  test('that waits for nothing does not climb', () => {
    expect(climb({ level: 'user', nextStepAt: null }, 9_000, times)).toBeNull();
  });

  test('takes each step once, never early, however often and whenever somebody looks', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 });
    fc.assert(
      fc.property(looks, fc.constantFrom<AlertTargetKind>('user', 'role', 'tenant'), (waits, level) => {
        let now = 0;
        let state: EscalationState = callFrom(level, now, times);
        const levels = [state.level];
        for (const wait of waits) {
          now += wait;
          const next = climb(state, now, times);
          expect(next !== null).toBe(state.nextStepAt !== null && now >= state.nextStepAt);
          if (!next) continue;
          levels.push(next.level);
          state = next;
        }
        const all = ['user', 'role', 'tenant'];
        expect(levels).toEqual(all.slice(all.indexOf(level), all.indexOf(level) + levels.length));
      }),
    );
  });
});
