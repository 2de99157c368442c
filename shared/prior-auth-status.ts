/**
 * The way of a prior authorisation:
 *
 *   draft → submitted → pending → approved, denied or expired
 */
export const priorAuthStatuses = ['draft', 'submitted', 'pending', 'approved', 'denied', 'expired'] as const;
export type PriorAuthStatus = (typeof priorAuthStatuses)[number];

const steps: Record<PriorAuthStatus, readonly PriorAuthStatus[]> = {
  draft: ['submitted'],
  submitted: ['pending'],
  pending: ['approved', 'denied', 'expired'],
  approved: [],
  denied: [],
  expired: [],
};

/** The statuses that may follow `status`, the usual one first. */
export const nextPriorAuthStatuses = (status: PriorAuthStatus): readonly PriorAuthStatus[] => steps[status];

const names: Record<PriorAuthStatus, string> = {
  draft: 'Draft',
  submitted: 'Submitted',
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
};

export const priorAuthStatusName = (status: PriorAuthStatus): string => names[status];
