/** The part of `limits` that says what a person, an address and an answer may cost. Durations are milliseconds and sizes bytes unless the name says otherwise. */
export const costLimits = {
  /** JSON that is nested deeper, or has more values, is refused with BAD_INPUT before it is parsed. */
  json: { depth: 16, values: 4_000 },

  answer: {
    /** A page of messages ends before it holds more, or with its first message. */
    pageBytes: 128 * 1024,
    /** Once the answers of a batch hold so much, its further queries are answered BATCH_TOO_LARGE: to be asked again by themselves. */
    batchBytes: 512 * 1024,
    /** While so much that HTTP answers hold is not sent, further calls of a person, from an address or on the node are refused with TOO_MANY_CALLS. */
    unsent: { person: 4 * 1024 * 1024, address: 24 * 1024 * 1024, node: 64 * 1024 * 1024 },
    /** An answer over HTTP that has not been taken after so long is cut; one of which nothing is taken is cut after `socket.slowFor`. */
    takenWithin: 60_000,
    /** Smaller answers over HTTP are not compressed: a packet carries them anyway. */
    compressAbove: 1_024,
  },

  /**
   * Requests over HTTP that are being read and answered at once, whatever they hold; those of one person beyond theirs wait
   * unread, and of all persons each in turn. Whoever has not shown who they are is one person with all such at their address.
   * Of an address `perLoopTurn` requests are looked at in one turn of the event loop.
   */
  requests: { perLoopTurn: 2, atOnce: { all: 2_000, lane: 1_900, tenant: 1_800, person: 4 }, waiting: 1_000, patience: 20_000 },

  /** Queries and mutations under way at once, over whatever they came; as above. */
  calls: {
    atOnce: { all: 2_000, lane: 1_900, tenant: 1_800, person: 4 },
    /** Calls of one person that wait for their turn; one more, and one that waits longer, is refused with RATE_LIMITED. */
    waiting: 600,
    patience: 20_000,
  },

  /** Subscriptions that are being opened, until their first value: as for calls. */
  openings: { atOnce: { all: 5_000, lane: 5_000, tenant: 5_000, person: 10 }, waiting: 1_000, patience: 10_000 },

  /**
   * What one person, all people behind one address, and all at an address who have not shown who they are may cost, over
   * whatever they ask: token buckets that may be overdrawn, since a cost is known afterwards. While one is, calls wait for
   * up to `waitFor`; those for which that is too short are refused with RATE_LIMITED.
   */
  costs: {
    person: {
      /** Milliseconds for which transactions held a connection. */
      database: { perSecond: 500, burst: 15_000 },
      /** Milliseconds of the event loop, by `callCost`. */
      processor: { perSecond: 100, burst: 500 },
      /** Of answers. */
      bytes: { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 },
      /** Opened. */
      subscriptions: { perSecond: 10, burst: 1_000 },
      /** Answers that were errors. Whoever is overdrawn here is answered nothing but RATE_LIMITED, and their sockets are closed with 4429. */
      refusals: { perSecond: 10, burst: 1_000 },
    },
    address: {
      database: { perSecond: 5_000, burst: 100_000 },
      processor: { perSecond: 500, burst: 20_000 },
      bytes: { perSecond: 10 * 1024 * 1024, burst: 120 * 1024 * 1024 },
      subscriptions: { perSecond: 200, burst: 8_000 },
      refusals: { perSecond: 100, burst: 10_000 },
    },
    stranger: {
      database: { perSecond: 1_000, burst: 30_000 },
      processor: { perSecond: 100, burst: 500 },
      bytes: { perSecond: 10 * 1024 * 1024, burst: 120 * 1024 * 1024 },
      subscriptions: { perSecond: 1, burst: 1 },
      refusals: { perSecond: 10, burst: 1_000 },
    },
    waitFor: 1_500,
    /** Who has spent so many milliseconds, and not made up for them, has one thing under way at a time: one connection, one request, one call, one opening. */
    oneByOneAfter: { database: 150, processor: 100 },
    /** Accounts that are remembered; beyond it the oldest is forgotten. */
    remembered: 50_000,
  },

  /**
   * Milliseconds of the event loop that are charged, as measured: for each request to the API, each request for a file or
   * by a probe, each call, each subscription that opens, each error that is answered, each
   * person who is notified, and each mebibyte that comes and goes.
   */
  callCost: { request: 2, file: 0.5, call: 0.5, opening: 0.5, refusal: 0.05, told: 0.05, perMebibyteIn: 25, perMebibyteOut: 15 },

  /** An answer 429 over HTTP waits for so long, and so many of an address at once; for one more the connection is cut without an answer. */
  refusalsHeld: { for: 500, perAddress: 50 },
} as const;
