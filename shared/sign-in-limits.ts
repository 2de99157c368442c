/** The part of `limits` that says how people sign in, and how what is refused is noted. Durations are milliseconds unless the name says otherwise. */
export const signInLimits = {
  auth: {
    accessTokenSeconds: 600,
    sessionHours: 12,
    /** A refresh token presented again within this time gets the same successor: its first reply was lost. */
    refreshGrace: 10_000,
    /**
     * Wrong passwords: so many are `free`, then each is followed by a delay, during which nothing is tried and RATE_LIMITED
     * says how long it still is; it doubles from `firstDelay` to `longestDelay`. One is forgiven each `forgiveEvery`.
     */
    delays: {
      /** Of one account from one network (/24 or /64; twice as many are free from a /56, four times as many from a /48). */
      pair: { free: 5, firstDelay: 1_000, longestDelay: 15 * 60_000, forgiveEvery: 15 * 60_000 },
      /** The same, once wrong passwords for the account came from more than `networksPerAccount`. */
      attackedPair: { free: 1, firstDelay: 60_000, longestDelay: 3_600_000, forgiveEvery: 3_600_000 },
      /** Of one network, for whatever accounts; who gets in after all takes theirs back. Wider networks as above. */
      network: { free: 300, firstDelay: 1_000, longestDelay: 60_000, forgiveEvery: 30_000 },
      /** Of one account in a browser that has signed in to it before; nothing else is asked there. */
      device: { free: 5, firstDelay: 1_000, longestDelay: 15 * 60_000, forgiveEvery: 24 * 3_600_000 },
    },
    /** Networks with wrong passwords for one account; beyond it the account counts as attacked. One is forgiven each `forgiveNetworkEvery`. */
    networksPerAccount: 10,
    forgiveNetworkEvery: 30 * 60_000,
    /** Wrong passwords after which a known browser is judged as an unknown one. */
    failuresPerDevice: 15,
    /** A browser counts as known for so long after it signed in, to so many accounts; beyond it the account that was used longest ago is left out. */
    deviceDays: 180,
    accountsPerDevice: 12,
    /** Counters of each kind that are kept; beyond it the one with the fewest failures goes, the oldest first. */
    attemptsRemembered: 50_000,
    /** Token bucket of successful sign-ins, by account and (in unknown browsers) by network; empty answers RATE_LIMITED. */
    successes: { account: { perSecond: 0.1, burst: 30 }, network: { perSecond: 5, burst: 1_000 } },
    /**
     * Passwords that wait to be compared, in known and in unknown browsers each. Networks take turns; beyond it the network with
     * most of them loses its newest, which is answered RATE_LIMITED. Half of the cores compare at once.
     */
    verificationsWaiting: 500,
    /** Sessions of one person; one more ends the oldest. */
    sessionsPerPerson: 20,
    /** Tenants in which one e-mail address can sign in with a password each. */
    accountsPerEmail: 8,
    sessionPollEvery: 1_000,
    /** Sessions that are looked at in one query. */
    sessionsTogether: 500,
  },

  audit: {
    /** Denied calls of one session and procedure, or failed sign-ins of one account or network, within this time are one row. */
    countFor: 60_000,
    /** The first of them is written at once, what is added within this time together, so many rows in one transaction. */
    gatherFor: 1_000,
    rowsTogether: 500,
    /** Rows that are counted in memory. Once none of them has been written (the database is away) a denied call is answered UNAVAILABLE, and failed sign-ins of further networks become one row. */
    tallies: 20_000,
    /** How long writing the rest may take when the node stops. */
    farewell: 5_000,
  },
} as const;
