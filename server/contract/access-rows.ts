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
  'presence.watch': { input: none, outcomes: signedIn },
  'presence.setStatus': { input: () => ({ status: 'online' }), outcomes: signedIn },

};
