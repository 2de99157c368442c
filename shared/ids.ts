import { v7 } from 'uuid';

/** A new UUID of version 7: unique without asking anyone, and sorted by the time it was made. */
export const newId = (): string => v7();
