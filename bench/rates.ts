import { limits } from '../shared/limits.ts';

const much = { perSecond: 1e9, burst: 1e9 };
const anything = { database: much, processor: much, bytes: much, subscriptions: much, refusals: much };
const queue = { waiting: 10_000, patience: 60_000 };

/** Nobody's rate of writing or signing in, and nobody's costs, are what is measured or broken; the other limits of MedSync stand as they are. */
export const rates = {
  writes: { perSecond: 10_000, burst: 100_000 },
  requestsPerMinute: 1_000_000,
  ordersPerHour: 1_000_000,
  signIns: { account: much, network: much },
  calls: {
    requests: { ...queue, atOnce: { ...limits.requests.atOnce, person: 1_000 } },
    calls: { ...queue, atOnce: { ...limits.calls.atOnce, person: 1_000 } },
    openings: { ...queue, atOnce: { ...limits.openings.atOnce, person: 1_000 } },
    costs: { person: anything, address: anything, stranger: anything, waitFor: 0 },
  },
};
