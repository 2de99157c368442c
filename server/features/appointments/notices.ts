import type { Appointment, AppointmentChangeKind } from '../../../shared/appointments.ts';
import { dayIn } from '../../../shared/days.ts';
import { isolated, sentence } from '../../../shared/text.ts';
import type { Clock } from '../../clock.ts';
import type { TenantTransaction } from '../../db/database.ts';
import type { NewEvent } from '../../realtime/event-log.ts';
import type { Caller } from '../../transport/context.ts';
import type { Notify } from '../notifications/notify.ts';
import type { AppointmentRow } from './queries.ts';

/**
 * Tells the providers whose day a change alters, the one who had the visit and the one who has it, unless they made it
 * themselves. The steps of a visit on its way are on the board and no news.
 */
export async function tellProviders(
  { notify, clock }: { notify: Notify; clock: Clock },
  trx: TenantTransaction,
  caller: Caller,
  { before, after, kind }: { before: AppointmentRow; after: Appointment; kind: AppointmentChangeKind },
): Promise<NewEvent[]> {
  const what = await wordsOf(trx, after, kind, clock.now());
  if (!what) return [];
  return notify(trx, {
    tenantId: caller.tenantId,
    to: [before.provider_id, after.provider.id],
    by: caller.userId,
    type: 'appointment.changed',
    title: 'Your schedule changed',
    body: `${isolated(caller.name)} ${what}.`,
    entity: { kind: 'appointment', id: after.id },
  });
}

async function wordsOf(trx: TenantTransaction, { patient, provider, startsAt, status }: Appointment, kind: AppointmentChangeKind, now: number): Promise<string | null> {
  switch (kind) {
    case 'created':
      return null;
    case 'moved':
      return sentence`moved the visit of ${patient.name} to ${await clinicTime(trx, startsAt, now)}, ${provider.name}`;
    case 'changed':
      return sentence`changed the visit of ${patient.name}`;
    case 'cancelled':
      return sentence`cancelled the visit of ${patient.name}`;
    case 'status_changed':
      if (status === 'cancelled') return sentence`cancelled the visit of ${patient.name}`;
      return status === 'no_show' ? sentence`noted that ${patient.name} did not come` : null;
  }
}

/** Day and time as the clinic's clock shows them, with the year when it is not the present one. */
async function clinicTime(trx: TenantTransaction, at: string, now: number): Promise<string> {
  const { time_zone: timeZone } = await trx.selectFrom('tenant').select('time_zone').executeTakeFirstOrThrow();
  const shown = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const yearOf = (time: number): string => dayIn(timeZone, time).slice(0, 4);
  const isOtherYear = yearOf(Date.parse(at)) !== yearOf(now);
  return new Intl.DateTimeFormat('en-GB', { ...shown, ...(isOtherYear && { year: 'numeric' }) }).format(new Date(at));
}
