/** Mistakes that the checker has to find, put in on purpose (D8). */
export const plantedFaults = ['untracked-heartbeat', 'events-from-hints', 'throwing-stream'] as const;
export type PlantedFault = (typeof plantedFaults)[number];
