import type { Alert, AlertEntry } from '../../../shared/alerts.ts';
import type { AlertList } from './merge-alert.ts';

const rosa = { id: 'rosa', name: 'Rosa Jimenez' };
const chen = { id: 'chen', name: 'Wei Chen' };
const toChen = { kind: 'user', id: chen.id, name: chen.name } as const;
const toProviders = { kind: 'role', id: 'provider', name: 'Provider' } as const;
const at = (seconds: number): string => new Date(Date.UTC(2026, 5, 15, 8, 0, seconds)).toISOString();

const history: AlertEntry[] = [
  { kind: 'raised', user: rosa, target: toChen, at: at(0) },
  { kind: 'delivered', user: chen, target: null, at: at(1) },
  { kind: 'seen', user: chen, target: null, at: at(2) },
  { kind: 'escalated', user: null, target: toProviders, at: at(60) },
  { kind: 'acknowledged', user: chen, target: null, at: at(75) },
];

/** An alert as it is after the first `version` of five steps: raised, delivered, seen, climbed, taken. */
export function alertOf({ id = 'a', version = 1, ...part }: Partial<Alert> = {}): Alert {
  const timeline = history.slice(0, version);
  const taken = timeline.find(({ kind }) => kind === 'acknowledged');
  return {
    id,
    version,
    message: 'Room 2, now',
    patient: null,
    raisedBy: rosa,
    raisedAt: at(0),
    currentTargets: timeline.flatMap(({ target }) => target ?? []),
    nextStepAt: taken ? null : at(60),
    repeats: 0,
    isUnreached: false,
    acknowledgedBy: taken?.user ?? null,
    acknowledgedAt: taken?.at ?? null,
    openFor: taken ? 75_000 : null,
    timeline,
    ...part,
  };
}

/** A list of one page, as it was read. */
export const alertListOf = (...items: Alert[]): AlertList => ({ pages: [{ items, nextCursor: null }], pageParams: [null] });
