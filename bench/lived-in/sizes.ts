/** How much of what one tenant has kept. */
export interface TenantSize {
  kind: 'pharmacy' | 'clinic';
  /** Days since it moved in. */
  days: number;
  orders: number;
  patients: number;
  /** Who works there now; half as many again have left. */
  staff: number;
  threads: number;
  /** Messages of its longest order, and of the thread that all of its staff are in and have read. */
  longRoom: number;
  longThread: number;
  /** Visits on a weekday, for `days` back and six weeks ahead. */
  visitsPerDay: number;
  /** Tasks, prior authorisations and lab results: so many of each. */
  work: number;
}

/** The tenants of an installation: pharmacies with ever more orders, one large clinic, and many small ones. */
export interface Size {
  pharmacies: readonly TenantSize[];
  clinic: TenantSize;
  others: number;
}

const pharmacy = (size: Partial<TenantSize> & Pick<TenantSize, 'orders' | 'patients'>): TenantSize => ({
  kind: 'pharmacy',
  days: 365,
  staff: 6,
  threads: 5,
  longRoom: 60,
  longThread: 40,
  visitsPerDay: 0,
  work: 20,
  ...size,
});

const clinic = (size: Partial<TenantSize> & Pick<TenantSize, 'patients' | 'visitsPerDay'>): TenantSize =>
  pharmacy({ kind: 'clinic', staff: 12, work: 40, ...size, orders: 0 });

/** A tenant as most are. */
export const smallTenant = (index: number): TenantSize =>
  index % 4 === 3 ? clinic({ days: 60, patients: 20, visitsPerDay: 4, staff: 6 }) : pharmacy({ days: 200, orders: 20, patients: 15, staff: 5 });

/**
 * `small` and `year` have as many people at work and as many visits a day: they differ in what is past, and in what lies
 * beside. `plans` is the least with which the planner has something to choose.
 */
export const sizes = {
  plans: {
    pharmacies: [pharmacy({ orders: 60, patients: 40 }), pharmacy({ orders: 3_000, patients: 1_500, staff: 60, threads: 80, longRoom: 4_000, longThread: 1_000, work: 1_500 })],
    clinic: clinic({ days: 120, patients: 1_500, staff: 24, visitsPerDay: 80, threads: 60, work: 1_500 }),
    others: 20,
  },
  small: {
    pharmacies: [pharmacy({ orders: 100, patients: 60, days: 60 }), pharmacy({ orders: 2_000, patients: 1_000, days: 60, staff: 300, threads: 60, longRoom: 500, longThread: 500, work: 200 })],
    clinic: clinic({ days: 7, patients: 1_000, staff: 140, visitsPerDay: 660, threads: 60, work: 400 }),
    others: 20,
  },
  year: {
    pharmacies: [
      pharmacy({ orders: 100, patients: 60 }),
      pharmacy({ orders: 10_000, patients: 5_000, staff: 40, threads: 200, longRoom: 2_000, longThread: 500, work: 2_000 }),
      pharmacy({ days: 730, orders: 100_000, patients: 50_000, staff: 300, threads: 1_000, longRoom: 50_000, longThread: 20_000, work: 20_000 }),
    ],
    clinic: clinic({ days: 975, patients: 20_000, staff: 140, visitsPerDay: 660, threads: 400, longThread: 5_000, work: 20_000 }),
    others: 200,
  },
  'ten-years': {
    pharmacies: [
      pharmacy({ orders: 1_000, patients: 600, days: 3_650 }),
      pharmacy({ orders: 100_000, patients: 50_000, days: 3_650, staff: 40, threads: 2_000, longRoom: 20_000, longThread: 5_000, work: 20_000 }),
      pharmacy({ orders: 1_000_000, patients: 250_000, days: 3_650, staff: 300, threads: 10_000, longRoom: 500_000, longThread: 200_000, work: 200_000 }),
    ],
    clinic: clinic({ days: 3_650, patients: 100_000, staff: 140, visitsPerDay: 660, threads: 4_000, longThread: 50_000, work: 200_000 }),
    others: 2_000,
  },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as SizeName[];
