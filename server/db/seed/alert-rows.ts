import { v7 } from 'uuid';
import type { AlertStep } from '../../../shared/alerts-escalation.ts';
import type { AlertEntryKind, AlertTargetKind } from '../../../shared/alerts.ts';
import type { TenantTransaction } from '../database.ts';
import type { AlertScript } from './alert-script.ts';
import { patientCalled, type Cast } from './cast.ts';

const minute = 60_000;

/** One line of a timeline: what happened, who did it or whom it reached, whom it calls from there on. */
interface Line {
  kind: AlertEntryKind;
  user_id: string | null;
  target_kind: AlertTargetKind | null;
  target_id: string | null;
  step: AlertStep | null;
  at: Date;
}

/** Stores alerts as they ended. Those that name people who do not work here are another tenant's. */
export async function insertAlerts(trx: TenantTransaction, cast: Cast, scripts: AlertScript[], now: number): Promise<void> {
  for (const script of scripts) if (cast.accounts.some(({ name }) => name === script.raisedBy)) await insertAlert(trx, cast, script, now);
}

async function insertAlert(trx: TenantTransaction, cast: Cast, { minutesAgo, message, patient, raisedBy, calls, steps }: AlertScript, now: number): Promise<void> {
  const tenant_id = cast.tenantId;
  const raisedAt = now - minutesAgo * minute;
  const id = v7({ msecs: raisedAt });
  const person = (name: string): string => personCalled(cast, name);
  const target = (called: AlertScript['calls']): Pick<Line, 'target_kind' | 'target_id' | 'step'> => {
    if (called === 'everyone') return { target_kind: 'tenant', target_id: null, step: 'everyone' };
    if ('role' in called) return { target_kind: 'role', target_id: called.role, step: 'role' };
    return { target_kind: 'user', target_id: person(called.person), step: 'user' };
  };
  const nobody = { target_kind: null, target_id: null, step: null };
  const lines: Line[] = [
    { kind: 'raised', user_id: person(raisedBy), ...target(calls), at: new Date(raisedAt) },
    ...steps.map(([after, ...step]): Line => {
      const at = new Date(raisedAt + after * 1_000);
      switch (step[0]) {
        case 'reached':
          return { kind: 'delivered', user_id: person(step[1]), ...nobody, at };
        case 'seen by':
          return { kind: 'seen', user_id: person(step[1]), ...nobody, at };
        case 'climbed to':
          return { kind: 'escalated', user_id: null, ...target(step[1]), at };
        case 'taken by':
          return { kind: 'acknowledged', user_id: person(step[1]), ...nobody, at };
      }
    }),
  ];
  const taken = lines.at(-1)!;
  const last = lines.findLast(({ target_kind }) => target_kind !== null)!;
  await trx
    .insertInto('alert')
    .values({
      tenant_id,
      id,
      message,
      patient_id: patient === undefined ? null : patientCalled(cast, patient).id,
      raised_by_id: person(raisedBy),
      client_alert_id: v7({ msecs: raisedAt }),
      raised_at: new Date(raisedAt),
      version: lines.length,
      level: last.target_kind!,
      step: last.step,
      next_step_at: null,
      acknowledged_by_id: taken.user_id,
      acknowledged_at: taken.at,
    })
    .execute();
  await trx
    .insertInto('alert_entry')
    .values(lines.map((line, index) => ({ tenant_id, alert_id: id, id: v7({ msecs: line.at.getTime() }), version: index + 1, ...line })))
    .execute();
}

function personCalled({ accounts }: Cast, called: string): string {
  const person = accounts.find(({ name }) => name === called);
  if (!person) throw new Error(`Nobody of the staff is called ${called}.`);
  return person.id;
}
