/** The way of a lab result: ordered → ready → reviewed. */
export const labResultStatuses = ['ordered', 'ready', 'reviewed'] as const;
export type LabResultStatus = (typeof labResultStatuses)[number];

const following: Record<LabResultStatus, LabResultStatus | null> = { ordered: 'ready', ready: 'reviewed', reviewed: null };

/** The only status that may follow, or null at the end. */
export const nextLabResultStatus = (status: LabResultStatus): LabResultStatus | null => following[status];

const names: Record<LabResultStatus, string> = { ordered: 'Ordered', ready: 'Ready', reviewed: 'Reviewed' };

export const labResultStatusName = (status: LabResultStatus): string => names[status];
