export const orderQueues = ['unassigned', 'mine', 'all'] as const;
export type OrderQueue = (typeof orderQueues)[number];
