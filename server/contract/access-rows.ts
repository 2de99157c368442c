import { defaultClinicSettings } from '../../shared/clinic-settings.ts';
import type { ErrorReason } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { roles, tenantKinds, type Role, type TenantKind } from '../../shared/roles.ts';
import { nextYear } from '../testing/clock-from.ts';

export type Outcome = 'ok' | ErrorReason;

/** What the calls of a row are about: something of everything, in a tenant of either kind. */
export interface Target {
  tenantId: string;
  kind: TenantKind;
  /** An order of `patientUserId`; in a clinic, which has none, one of the pharmacy. */
  roomId: string;
  version: number;
  patientId: string;
  patientUserId: string;
  staffId: string;
  /** Only `memberId` is in it. */
  threadId: string;
  memberId: string;
  alertId: string;
  taskId: string;
  priorAuthId: string;
  /** Of a clinic alone; elsewhere nobody's id. */
  labResultId: string;
  visitId: string;
  /** Of the settings of the caller's own clinic. */
  settingsVersion: number;
}

/** Who may call a procedure at all, whatever they ask for. Everybody else is told that their role does not allow it. */
interface Admission {
  roles: readonly Role[];
  kinds: readonly TenantKind[];
}

/**
 * What those who may call it can reach: what is their own, what is in their tenant, the order's room (its pharmacy and its
 * patient), a thread that they are in, or nothing, because they ask for what is not there.
 */
type Reach = 'own' | 'tenant' | 'room' | 'thread' | 'nothing';

export interface AccessRow {
  input: (target: Target) => unknown;
  /** Null: anyone, signed in or not. */
  admits: Admission | null;
  reaches: Reach;
  /** What its calls change: whoever may call it gets one of their own. */
  changes?: 'order' | 'visit' | 'task' | 'priorAuth' | 'labResult' | 'settings';
  /** Where there is something to ask for; both kinds unless it says otherwise. */
  at?: TenantKind;
  /** Instead of what follows from the above, over HTTP and over a socket. */
  outcomes?: { http: Outcome; socket: Outcome };
  /** The call ends the caller's session. */
  endsSession?: true;
}

const staffRoles = roles.filter((role) => role !== 'patient');
const pharmacyRoles: readonly Role[] = ['admin', 'pharmacist', 'technician'];
const clinicRoles: readonly Role[] = ['admin', 'provider', 'nurse', 'front_desk'];

const everyone: Admission = { roles, kinds: tenantKinds };
const staff: Admission = { roles: staffRoles, kinds: tenantKinds };
const admins: Admission = { roles: ['admin'], kinds: tenantKinds };
const pharmacy: Admission = { roles: pharmacyRoles, kinds: ['pharmacy'] };
const orders: Admission = { roles: [...pharmacyRoles, 'patient'], kinds: ['pharmacy'] };
const clinic: Admission = { roles: clinicRoles, kinds: ['clinic'] };
const clinicAdmins: Admission = { roles: ['admin'], kinds: ['clinic'] };

const none = () => ({});
const room = ({ roomId }: Target) => ({ roomId });
const patient = ({ patientId }: Target) => ({ patientId });
const order = ({ roomId, version }: Target) => ({ roomId, expectedVersion: version });
const visit = ({ visitId }: Target) => ({ id: visitId, expectedVersion: 1 });
const labResult = ({ labResultId }: Target) => ({ labResultId, expectedVersion: 1 });

/** Whether somebody with that role in that tenant gets what the row is about. */
export function reach({ reaches }: AccessRow, caller: { id: string; tenantId: string; role: Role }, target: Target): boolean {
  const isHere = caller.tenantId === target.tenantId;
  switch (reaches) {
    case 'own':
      return true;
    case 'tenant':
      return isHere;
    case 'room':
      return isHere && (pharmacyRoles.includes(caller.role) || caller.id === target.patientUserId);
    case 'thread':
      return isHere && caller.id === target.memberId;
    case 'nothing':
      return false;
  }
}

/** Who may call what: a procedure that is not here fails the test. */
export const accessRows: Record<string, AccessRow> = {
  // what relies on the cookie needs HTTP, and our own page
  'auth.login': {
    input: () => ({ email: `nobody.${newId()}@example.test`, password: 'x' }),
    admits: null,
    reaches: 'own',
    outcomes: { http: 'WRONG_CREDENTIALS', socket: 'BAD_INPUT' },
  },
  'auth.refresh': { input: none, admits: null, reaches: 'own', outcomes: { http: 'ORIGIN_NOT_ALLOWED', socket: 'BAD_INPUT' } },
  // a session of somebody else: theirs are nobody's business
  'auth.endSession': { input: () => ({ sessionId: newId() }), admits: everyone, reaches: 'nothing' },
  'auth.logout': { input: none, admits: everyone, reaches: 'own', endsSession: true },
  'auth.me': { input: none, admits: everyone, reaches: 'own' },
  'auth.sessions': { input: none, admits: everyone, reaches: 'own' },

  'chatOrders.create': { input: ({ patientId }) => ({ clientOrderId: newId(), patientId }), admits: orders, reaches: 'room', at: 'pharmacy' },
  'chatOrders.list': { input: none, admits: orders, reaches: 'own' },
  'chatOrders.get': { input: room, admits: orders, reaches: 'room', at: 'pharmacy' },
  'chatOrders.history': { input: room, admits: pharmacy, reaches: 'room', at: 'pharmacy' },
  'chatOrders.claim': { input: room, admits: pharmacy, reaches: 'room', changes: 'order', at: 'pharmacy' },
  'chatOrders.release': { input: room, admits: pharmacy, reaches: 'room', changes: 'order', at: 'pharmacy' },
  'chatOrders.assign': { input: (target) => ({ ...order(target), userId: target.staffId }), admits: pharmacy, reaches: 'room', changes: 'order', at: 'pharmacy' },
  'chatOrders.setStatus': { input: (target) => ({ ...order(target), status: 'cancelled', reason: 'x' }), admits: orders, reaches: 'room', changes: 'order', at: 'pharmacy' },
  'chatOrders.setItems': { input: (target) => ({ ...order(target), items: [] }), admits: pharmacy, reaches: 'room', changes: 'order', at: 'pharmacy' },

  'messages.send': { input: ({ roomId }) => ({ roomId, clientMessageId: newId(), content: 'x', messageType: 'text' }), admits: everyone, reaches: 'room', at: 'pharmacy' },
  'messages.list': { input: room, admits: everyone, reaches: 'room', at: 'pharmacy' },
  'messages.markRead': { input: ({ roomId }) => ({ roomId, seq: 1 }), admits: everyone, reaches: 'room', at: 'pharmacy' },
  'rooms.setTyping': { input: ({ roomId }) => ({ roomId, typing: true }), admits: everyone, reaches: 'room', at: 'pharmacy' },
  'rooms.events': { input: room, admits: everyone, reaches: 'room', at: 'pharmacy' },
  'rooms.signals': { input: room, admits: everyone, reaches: 'room', at: 'pharmacy' },

  'inbox.events': { input: none, admits: everyone, reaches: 'own' },
  'patients.search': { input: () => ({ query: 'x' }), admits: staff, reaches: 'own' },
  'patients.get': { input: patient, admits: staff, reaches: 'tenant' },
  'patients.chart': { input: patient, admits: clinic, reaches: 'tenant' },
  'patients.viewers': { input: patient, admits: clinic, reaches: 'tenant' },

  'threads.create': { input: ({ staffId }) => ({ clientThreadId: newId(), participantIds: [staffId], subject: 'x' }), admits: staff, reaches: 'tenant' },
  'threads.list': { input: none, admits: staff, reaches: 'own' },
  'threads.get': { input: ({ threadId }) => ({ roomId: threadId }), admits: staff, reaches: 'thread' },
  'threads.addParticipants': { input: ({ threadId, memberId }) => ({ roomId: threadId, userIds: [memberId] }), admits: staff, reaches: 'thread' },
  'threads.removeParticipant': { input: ({ threadId }) => ({ roomId: threadId, userId: newId() }), admits: staff, reaches: 'thread' },

  'alerts.raise': { input: ({ patientId }) => ({ clientAlertId: newId(), message: 'x', target: { kind: 'tenant' }, patientId }), admits: staff, reaches: 'tenant' },
  'alerts.acknowledge': { input: ({ alertId }) => ({ alertId }), admits: staff, reaches: 'tenant' },
  'alerts.seen': { input: ({ alertId }) => ({ alertId }), admits: staff, reaches: 'tenant' },
  'alerts.list': { input: none, admits: staff, reaches: 'own' },
  'alerts.events': { input: none, admits: staff, reaches: 'own' },

  'appointments.list': { input: () => ({ from: '2031-01-01T00:00:00Z', to: '2031-01-02T00:00:00Z' }), admits: clinic, reaches: 'own' },
  'appointments.days': { input: () => ({ from: '2031-01-01T00:00:00Z', to: '2031-01-02T00:00:00Z' }), admits: clinic, reaches: 'own' },
  'appointments.get': { input: ({ visitId }) => ({ id: visitId }), admits: clinic, reaches: 'tenant', at: 'clinic' },
  'appointments.create': {
    input: ({ patientId, staffId }) => ({
      clientAppointmentId: newId(),
      patientId,
      providerId: staffId,
      ...nextYear(1),
      overbook: { reason: 'x' },
      unusualTime: { reason: 'x' },
    }),
    admits: clinic,
    reaches: 'tenant',
    at: 'clinic',
  },
  'appointments.update': { input: visit, admits: clinic, reaches: 'tenant', changes: 'visit', at: 'clinic' },
  'appointments.cancel': { input: (target) => ({ ...visit(target), reason: 'x' }), admits: clinic, reaches: 'tenant', changes: 'visit', at: 'clinic' },
  'appointments.checkIn': { input: visit, admits: clinic, reaches: 'tenant', changes: 'visit', at: 'clinic' },
  'appointments.setStatus': { input: (target) => ({ ...visit(target), status: 'confirmed' }), admits: clinic, reaches: 'tenant', changes: 'visit', at: 'clinic' },
  'appointments.findFree': { input: () => ({ after: '2031-01-01T00:00:00Z', minutes: 30 }), admits: clinic, reaches: 'own' },
  'clinic.settings': { input: none, admits: clinic, reaches: 'own' },
  'clinic.setSettings': {
    input: ({ settingsVersion }) => ({ ...defaultClinicSettings, version: undefined, expectedVersion: settingsVersion }),
    admits: clinicAdmins,
    reaches: 'own',
    changes: 'settings',
    at: 'clinic',
  },
  'schedule.events': { input: none, admits: clinic, reaches: 'own' },
  'schedule.signals': { input: none, admits: clinic, reaches: 'own' },
  'schedule.setHold': { input: ({ visitId }) => ({ appointmentId: visitId }), admits: clinic, reaches: 'tenant', at: 'clinic' },

  'tasks.create': { input: ({ patientId }) => ({ clientTaskId: newId(), title: 'x', patientId }), admits: staff, reaches: 'tenant' },
  'tasks.assign': { input: ({ taskId, staffId }) => ({ taskId, assigneeId: staffId, expectedVersion: 1 }), admits: staff, reaches: 'tenant', changes: 'task' },
  'tasks.complete': { input: ({ taskId }) => ({ taskId, expectedVersion: 1 }), admits: staff, reaches: 'tenant', changes: 'task' },
  'tasks.get': { input: ({ taskId }) => ({ taskId }), admits: staff, reaches: 'tenant' },
  'tasks.list': { input: none, admits: staff, reaches: 'own' },
  'priorAuths.create': { input: ({ patientId }) => ({ clientPriorAuthId: newId(), patientId, medication: 'x', payer: 'x' }), admits: staff, reaches: 'tenant' },
  'priorAuths.setStatus': { input: ({ priorAuthId }) => ({ priorAuthId, status: 'submitted', expectedVersion: 1 }), admits: staff, reaches: 'tenant', changes: 'priorAuth' },
  'priorAuths.get': { input: ({ priorAuthId }) => ({ priorAuthId }), admits: staff, reaches: 'tenant' },
  'priorAuths.list': { input: none, admits: staff, reaches: 'own' },
  // a pharmacy has no provider who could have ordered one
  'labResults.create': { input: ({ patientId, staffId }) => ({ clientLabResultId: newId(), patientId, orderedById: staffId, test: 'x' }), admits: staff, reaches: 'tenant', at: 'clinic' },
  'labResults.markReady': { input: labResult, admits: staff, reaches: 'tenant', changes: 'labResult', at: 'clinic' },
  'labResults.markReviewed': { input: () => ({ labResultId: newId(), expectedVersion: 1 }), admits: staff, reaches: 'nothing' },
  'labResults.get': { input: ({ labResultId }) => ({ labResultId }), admits: staff, reaches: 'tenant', at: 'clinic' },
  'labResults.list': { input: none, admits: staff, reaches: 'own' },
  'workItems.events': { input: none, admits: staff, reaches: 'own' },

  'notifications.list': { input: none, admits: everyone, reaches: 'own' },
  'notifications.markRead': { input: () => ({ ids: [newId()] }), admits: everyone, reaches: 'own' },
  'notifications.markAllRead': { input: none, admits: everyone, reaches: 'own' },
  'notifications.events': { input: none, admits: everyone, reaches: 'own' },
  'notifications.preferences': { input: none, admits: everyone, reaches: 'own' },
  'notifications.setPreferences': { input: none, admits: everyone, reaches: 'own' },
  'announcements.send': { input: () => ({ title: 'x', body: 'x' }), admits: admins, reaches: 'own' },

  'presence.watch': { input: none, admits: everyone, reaches: 'own' },
  'presence.setStatus': { input: () => ({ status: 'online' }), admits: everyone, reaches: 'own' },
  'presence.setOnDuty': { input: () => ({ onDuty: true }), admits: staff, reaches: 'own' },
};
