/** Nobody's rate of writing is what is measured or broken; the other limits of MedSync stand as they are. */
export const rates = { writes: { perSecond: 10_000, burst: 100_000 }, requestsPerMinute: 1_000_000 };
