import { defaultClinicSettings } from '../../shared/clinic-settings.ts';
import type { ErrorReason } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';

export const callers = [
  'nobody',
  'patient of the room',
  'other patient',
  'staff',
  'staff of another tenant',
  'clinic role here',
  'clinic staff',
] as const;
export type CallerKind = (typeof callers)[number];
export type Outcome = 'ok' | ErrorReason;

/** What the calls of one row are about: an order of `patient of the room`. */
export interface Target {
  roomId: string;
  version: number;
  patientId: string;
  staffId: string;
  /** A thread of `staff` alone, and an alert of theirs. */
  threadId: string;
  alertId: string;
}

export interface AccessRow {
  input: (target: Target) => unknown;
  /** What each of `callers` gets, in that order. */
  outcomes: readonly Outcome[];
  /** The call ends the caller's session: each makes it in one of their own. */
  endsSession?: true;
}

const none = () => ({});
const room = ({ roomId }: Target) => ({ roomId });
const versioned = ({ roomId, version }: Target) => ({ roomId, expectedVersion: version });

const signedIn: readonly Outcome[] = ['NOT_SIGNED_IN', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'];
/** Those of the conversation: its patient and the pharmacy. */
const inRoom: readonly Outcome[] = ['NOT_SIGNED_IN', 'ok', 'NOT_FOUND', 'ok', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'];
/** The pharmacy's people; who has another role learns nothing about the order. */
const pharmacyOnly: readonly Outcome[] = [
  'NOT_SIGNED_IN',
  'ROLE_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'ok',
  'NOT_FOUND',
  'ROLE_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
];

const anyStaff: readonly Outcome[] = ['NOT_SIGNED_IN', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ok', 'ok', 'ok', 'ok'];
/** Who works in the tenant, whatever they do there. */
const staffHere: readonly Outcome[] = ['NOT_SIGNED_IN', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ok', 'NOT_FOUND', 'ok', 'NOT_FOUND'];
/** The only participant of the thread. */
const inThread: readonly Outcome[] = ['NOT_SIGNED_IN', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ok', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'];
/** The clinic's roles, where the patient is. */
const chartReaders: readonly Outcome[] = [
  'NOT_SIGNED_IN',
  'ROLE_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'ok',
  'NOT_FOUND',
];

/** The clinic's roles, wherever they are; and when they ask for what is not there. */
const clinicRoles: readonly Outcome[] = ['NOT_SIGNED_IN', ...Array<Outcome>(4).fill('ROLE_NOT_ALLOWED'), 'ok', 'ok'];
const clinicMissing: readonly Outcome[] = [...clinicRoles.slice(0, 5), 'NOT_FOUND', 'NOT_FOUND'];
const unknownVisit = () => ({ id: newId(), expectedVersion: 1 });
/** Staff, who ask for what is not there. */
const missing: readonly Outcome[] = ['NOT_SIGNED_IN', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', ...Array<Outcome>(4).fill('NOT_FOUND')];

/** Who may call what: a procedure that is not here fails the test. */
export const accessRows: Record<string, AccessRow> = {
  'auth.login': { input: () => ({ email: `nobody.${newId()}@example.test`, password: 'x' }), outcomes: Array<Outcome>(7).fill('WRONG_CREDENTIALS') },
  // what relies on the cookie needs our own page
  'auth.refresh': { input: none, outcomes: Array<Outcome>(7).fill('ORIGIN_NOT_ALLOWED') },
  // a session of somebody else: theirs are nobody's business
  'auth.endSession': { input: () => ({ sessionId: newId() }), outcomes: ['NOT_SIGNED_IN', ...Array<Outcome>(6).fill('NOT_FOUND')] },
  // without a token it relies on the cookie
  'auth.logout': { input: none, outcomes: ['ORIGIN_NOT_ALLOWED', ...signedIn.slice(1)], endsSession: true },
  'auth.me': { input: none, outcomes: signedIn },
  'auth.sessions': { input: none, outcomes: signedIn },

  'chatOrders.create': {
    input: ({ patientId }) => ({ clientOrderId: newId(), patientId }),
    outcomes: ['NOT_SIGNED_IN', 'ok', 'NOT_FOUND', 'ok', 'NOT_FOUND', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED'],
  },
  'chatOrders.list': { input: none, outcomes: ['NOT_SIGNED_IN', 'ok', 'ok', 'ok', 'ok', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED'] },
  'chatOrders.get': { input: room, outcomes: inRoom },
  'chatOrders.history': { input: room, outcomes: pharmacyOnly },
  'chatOrders.claim': { input: room, outcomes: pharmacyOnly },
  'chatOrders.release': { input: room, outcomes: pharmacyOnly },
  'chatOrders.assign': { input: (target) => ({ ...versioned(target), userId: target.staffId }), outcomes: pharmacyOnly },
  'chatOrders.setStatus': { input: (target) => ({ ...versioned(target), status: 'cancelled', reason: 'x' }), outcomes: inRoom },
  'chatOrders.setItems': { input: (target) => ({ ...versioned(target), items: [] }), outcomes: pharmacyOnly },

  'messages.send': {
    input: ({ roomId }) => ({ roomId, clientMessageId: newId(), content: 'x', messageType: 'text' }),
    outcomes: inRoom,
  },
  'messages.list': { input: room, outcomes: inRoom },
  'messages.markRead': { input: ({ roomId }) => ({ roomId, seq: 1 }), outcomes: inRoom },
  'rooms.setTyping': { input: ({ roomId }) => ({ roomId, typing: true }), outcomes: inRoom },
  'rooms.events': { input: room, outcomes: inRoom },
  'rooms.signals': { input: room, outcomes: inRoom },

  'inbox.events': { input: none, outcomes: signedIn },
  'patients.search': { input: () => ({ query: 'x' }), outcomes: ['NOT_SIGNED_IN', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ok', 'ok', 'ok', 'ok'] },
  'patients.get': {
    input: ({ patientId }) => ({ patientId }),
    outcomes: ['NOT_SIGNED_IN', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ok', 'NOT_FOUND', 'ok', 'NOT_FOUND'],
  },
  'patients.chart': { input: ({ patientId }) => ({ patientId }), outcomes: chartReaders },
  'patients.viewers': { input: ({ patientId }) => ({ patientId }), outcomes: chartReaders },

  'threads.create': { input: () => ({ clientThreadId: newId(), participantIds: [], subject: 'x' }), outcomes: anyStaff },
  'threads.list': { input: none, outcomes: anyStaff },
  'threads.get': { input: ({ threadId }) => ({ roomId: threadId }), outcomes: inThread },
  'threads.addParticipants': { input: ({ threadId, staffId }) => ({ roomId: threadId, userIds: [staffId] }), outcomes: inThread },
  'threads.removeParticipant': { input: ({ threadId }) => ({ roomId: threadId, userId: newId() }), outcomes: inThread },

  'alerts.raise': { input: () => ({ clientAlertId: newId(), message: 'x', target: { kind: 'tenant' } }), outcomes: anyStaff },
  'alerts.acknowledge': { input: ({ alertId }) => ({ alertId }), outcomes: staffHere },
  'alerts.seen': { input: ({ alertId }) => ({ alertId }), outcomes: staffHere },
  'alerts.list': { input: none, outcomes: anyStaff },
  'alerts.events': { input: none, outcomes: anyStaff },

  'appointments.list': { input: () => ({ from: '2031-01-01T00:00:00Z', to: '2031-01-02T00:00:00Z' }), outcomes: clinicRoles },
  'appointments.get': { input: () => ({ id: newId() }), outcomes: clinicMissing },
  'appointments.create': {
    input: ({ patientId }) => ({
      clientAppointmentId: newId(),
      patientId,
      providerId: newId(),
      startsAt: '2031-01-01T09:00:00Z',
      endsAt: '2031-01-01T10:00:00Z',
    }),
    outcomes: clinicMissing,
  },
  'appointments.update': { input: unknownVisit, outcomes: clinicMissing },
  'appointments.cancel': { input: () => ({ ...unknownVisit(), reason: 'x' }), outcomes: clinicMissing },
  'appointments.checkIn': { input: unknownVisit, outcomes: clinicMissing },
  'appointments.setStatus': { input: () => ({ ...unknownVisit(), status: 'confirmed' }), outcomes: clinicMissing },
  'appointments.findFree': { input: () => ({ after: '2031-01-01T00:00:00Z', minutes: 30 }), outcomes: clinicRoles },
  'clinic.settings': { input: none, outcomes: clinicRoles },
  // for administrators
  'clinic.setSettings': { input: () => ({ ...defaultClinicSettings, version: undefined, expectedVersion: 0 }), outcomes: ['NOT_SIGNED_IN', ...Array<Outcome>(6).fill('ROLE_NOT_ALLOWED')] },
  'schedule.events': { input: none, outcomes: clinicRoles },
  'schedule.signals': { input: none, outcomes: clinicRoles },
  'schedule.setHold': { input: () => ({ appointmentId: newId() }), outcomes: clinicMissing },

  'tasks.create': { input: ({ patientId }) => ({ clientTaskId: newId(), title: 'x', patientId }), outcomes: staffHere },
  'tasks.assign': { input: ({ staffId }) => ({ taskId: newId(), assigneeId: staffId, expectedVersion: 1 }), outcomes: missing },
  'tasks.complete': { input: () => ({ taskId: newId(), expectedVersion: 1 }), outcomes: missing },
  'tasks.get': { input: () => ({ taskId: newId() }), outcomes: missing },
  'tasks.list': { input: none, outcomes: anyStaff },
  'priorAuths.create': {
    input: ({ patientId }) => ({ clientPriorAuthId: newId(), patientId, medication: 'x', payer: 'x' }),
    outcomes: staffHere,
  },
  'priorAuths.setStatus': { input: () => ({ priorAuthId: newId(), status: 'submitted', expectedVersion: 1 }), outcomes: missing },
  'priorAuths.get': { input: () => ({ priorAuthId: newId() }), outcomes: missing },
  'priorAuths.list': { input: none, outcomes: anyStaff },
  // a pharmacy has no provider who could have ordered it
  'labResults.create': {
    input: ({ patientId, staffId }) => ({ clientLabResultId: newId(), patientId, orderedById: staffId, test: 'x' }),
    outcomes: missing,
  },
  'labResults.markReady': { input: () => ({ labResultId: newId(), expectedVersion: 1 }), outcomes: missing },
  'labResults.markReviewed': { input: () => ({ labResultId: newId(), expectedVersion: 1 }), outcomes: missing },
  'labResults.get': { input: () => ({ labResultId: newId() }), outcomes: missing },
  'labResults.list': { input: none, outcomes: anyStaff },
  'workItems.events': { input: none, outcomes: anyStaff },

  'notifications.list': { input: none, outcomes: signedIn },
  'notifications.markRead': { input: () => ({ ids: [newId()] }), outcomes: signedIn },
  'notifications.markAllRead': { input: none, outcomes: signedIn },
  'notifications.events': { input: none, outcomes: signedIn },
  'notifications.preferences': { input: none, outcomes: signedIn },
  'notifications.setPreferences': { input: none, outcomes: signedIn },
  // for administrators
  'announcements.send': { input: () => ({ title: 'x', body: 'x' }), outcomes: ['NOT_SIGNED_IN', ...Array<Outcome>(6).fill('ROLE_NOT_ALLOWED')] },

  'presence.watch': { input: none, outcomes: signedIn },
  'presence.setStatus': { input: () => ({ status: 'online' }), outcomes: signedIn },
  'presence.setOnDuty': { input: () => ({ onDuty: true }), outcomes: anyStaff },
};
