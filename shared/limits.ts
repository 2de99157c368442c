import { costLimits } from './cost-limits.ts';
import { retentionLimits } from './retention-limits.ts';
import { signInLimits } from './sign-in-limits.ts';

/**
 * Every bound of the product, in one place. What happens at a bound is named beside it.
 * Durations are milliseconds and sizes bytes unless the name says otherwise.
 */
export const limits = {
  ...costLimits,
  ...signInLimits,
  ...retentionLimits,

  text: { name: 120, email: 254, password: 256, note: 2_000, message: 4_000, reason: 500, search: 120, directions: 500 },
  order: {
    items: 50,
    quantity: 9_999,
    /** `counted`: open orders, those that wait first, whose unread messages a person's total counts when they open their lists. `undoFor`: so long the screen offers to take a step back; `undoWithin`: so long the server lets who took it do so without a reason, which has the time of the way in it. `perPatientHour`: orders that a patient makes within an hour, on all nodes; then RATE_LIMITED. Staff take down as many as are called in. */
    counted: 500,
    undoFor: 8_000,
    undoWithin: 15_000,
    perPatientHour: 10,
  },
  /** Entries of a page; `cursor` is the length of where it begins. Of orders that left a list a browser remembers `leftOrders`: the row of an earlier one, still held in place, stays as it was. */
  page: { cursor: 200, orders: 50, ordersMax: 100, leftOrders: 100, messages: 50, messagesMax: 200, patients: 20, history: 200, unreadCap: 100, threads: 50, threadsMax: 100, chart: 50, alerts: 50, alertsMax: 100 },
  /** How far back a row of the queue looks in its conversation: in `recent` messages for a colleague's note, in `patientWithin` for the patient's own words. What is older the row does not show. */
  preview: { recent: 8, patientWithin: 100 },

  http: {
    /** Connections that the system accepts for us while we are busy: after a restart everyone comes back at once. */
    backlog: 4_096,
    /** Larger bodies are refused with 413. */
    bodyBytes: 256 * 1024,
    /** More calls in one request are refused with 400. */
    batchCalls: 20,
    /** Further things that are wrong with an input are left out of the answer. */
    issues: 20,
    /** A request that takes longer to arrive is cut. */
    requestWithin: 30_000,
    /** Token bucket of requests of a session, and of an address without a good token; empty answers 429. */
    requestsPerMinute: 1_200,
    /** Milliseconds for which `/readyz` and `/metrics` answer what was computed last, however many ask. */
    probesKeptFor: 1_000,
  },

  socket: {
    /** Larger frames close the socket with 1009. */
    frameBytes: 64 * 1024,
    fragments: 64,
    bufferedChunks: 1_024,
    /** Without a token by then the socket closes with 4408. */
    authDeadline: 5_000,
    /** What may queue up before the token has been verified; then 4408. */
    queueBeforeAuth: 32,
    bytesBeforeAuth: 64 * 1024,
    /** Per socket; one more is refused with TOO_MANY_SUBSCRIPTIONS. */
    subscriptions: 50,
    /** Per socket; one more is refused with TOO_MANY_CALLS. */
    callsInFlight: 64,
    /** Token bucket of incoming messages per socket; empty closes with 4429. */
    messagesPerSecond: 50,
    messageBurst: 200,
    /** The same of their bytes. */
    bytesPerSecond: 256 * 1024,
    byteBurst: 4 * 1024 * 1024,
    perUser: 20,
    perAddress: 100,
    perNode: 5_000,
    /** New sockets per second and address: 429 before the upgrade. */
    upgradesPerSecond: 10,
    upgradeBurst: 40,
    /** A stream waits while this much is unsent, and the socket is cut if it stays so for `slowFor`, whatever fills it. */
    bufferHighWater: 1024 * 1024,
    /** While this much is unsent, calls are refused with TOO_MANY_CALLS: their answers would only pile up. */
    bufferHard: 4 * 1024 * 1024,
    slowFor: 10_000,
    pingEvery: 25_000,
    pongWithin: 20_000,
    /** How often the times of all sockets are looked at: so much later may the deadlines above and a token's end take effect. */
    lookEvery: 500,
    /** How long the other side may take to answer a close before the connection is cut. */
    closeWithin: 2_000,
  },

  stream: {
    /** How often an event stream says that it is there. */
    beatEvery: 10_000,
    /** It cannot be asked for a sign of life: its reader is told to open the next one, and it ends when none has replaced it in time. */
    renewAfter: 90_000,
    renewWithin: 30_000,
  },

  writes: {
    /** Token bucket of mutations per user; empty answers RATE_LIMITED. */
    perSecond: 20,
    burst: 120,
  },

  feed: {
    pageEvents: 200,
    /** A reader further behind gets `feed.reset`. */
    replayEvents: 2_000,
    ringEvents: 500,
    /** Topics whose end is asked for in one query when they begin to be followed, and of which a page is read in one. */
    followedTogether: 500,
    readTogether: 50,
    pollEvery: 1_000,
    /** What became known together and is larger goes to each reader event by event, as fast as they take it. */
    directBytes: 256 * 1024,
  },

  /** How long before a time visits are looked for that reach into it, longest time that one list may ask for and in which years, and how far a search for free time looks. A list of more than `appointments` goes on; of a month's days the `firstOfDay` are shown. */
  schedule: { longest: 24 * 3_600_000, window: 6 * 7 * 24 * 3_600_000, shown: { yearsBack: 10, yearsAhead: 10 }, holdFor: 10_000, appointments: 500, firstOfDay: 3, lookAheadDays: 42 },
  /** A visit outside of these is refused with BAD_INPUT; one that begins longer ago than `lateEntry` takes a reason. */
  visit: { yearsBack: 1, yearsAhead: 3, shortest: 5 * 60_000, longest: 12 * 3_600_000, lateEntry: 10 * 60_000 },

  /** What one word finds is looked up one by one up to `lookedUp`. A node takes the words of `wordsOf` messages of `tenantsAtOnce` tenants every `lookEvery`; the rest wait. */
  search: { lookedUp: 300, wordsOf: 200, lookEvery: 1_000, tenantsAtOnce: 20 },
  /** Participants beside the one who opens a thread, and threads (the most lively ones) whose unread messages a person's total counts. */
  thread: { participants: 50, counted: 500 },

  /** How long somebody counts as on duty after saying so, in milliseconds: nobody who forgot to say otherwise is called the next day. */
  duty: { longest: 12 * 3_600_000 },

  alerts: {
    /** How long each step has to acknowledge an alert before it climbs; at the last one, until everyone is called again. */
    climbAfter: { user: 60_000, role: 120_000, duty: 120_000, online: 120_000, everyone: 300_000 },
    /** How often a node looks after the open alerts, and at how many, the most pressing first; the rest wait until some are taken. */
    lookEvery: 1_000,
    watched: 1_000,
    /** How long after its start a node takes everybody for reachable: after a restart clients need a moment to come back. */
    settleFor: 5_000,
    /** How often a node writes down to whom alerts were delivered. */
    noteDeliveredEvery: 300,
    /** Open alerts that a fresh reader is told at once. */
    open: 100,
  },

  /** People told of one change of a patient's case; further ones hear nothing. */
  work: { title: 200, page: 50, pageMax: 100, careTeam: 50, due: { yearsBack: 1, yearsAhead: 10 } },

  /** An announcement is stored for `announceTo` people in one transaction, and for the next in another. */
  notifications: {
    page: 30,
    pageMax: 100,
    announceTo: 100,
    /** Who is told of a message hears of it so many milliseconds later, and who has the room open only if it is unread after more; further messages, and read marks, beyond `waiting` call nobody. */
    messages: { gatherFor: 300, secondLookAfter: 3_000, waiting: 10_000 },
  },

  /** Messages that are stored in one transaction; further ones wait for the next. So many groups of a tenant's sends are under way at once. */
  room: { sendsTogether: 50, sendGroups: 4 },

  live: {
    typingFor: 6_000,
    /** Entries per group (viewers of a room, connections in a tenant). In a full group who has none is not shown; who has, see below. */
    entries: 5_000,
    /** Entries of one person in a group: tabs, idle marks, what they have open. A new one takes the place of that which ends first, else of the oldest. */
    entriesPerPerson: 100,
    /** Changes of a state that a whole tenant follows are told together when they come within this time. */
    gatherFor: 50,
    /** How long a person whose last connection closed still counts as online: a reload is not an absence. */
    presenceGrace: 2_000,
  },

  /** Between nodes. What the bus does not take now is dropped: it is a hint, or will be told again. */
  bus: {
    /** How often a node says that it is there, and for how long it may be silent until what it told of its people lapses. */
    beatEvery: 1_000,
    nodeLapses: 15_000,
    /** Without hearing itself for so long a node holds the bus for down. */
    echoWithin: 4_000,
    /** A way to the bus that carries nothing for so long is replaced. */
    renewAfter: 10_000,
    /** While the bus is sound, lists are compared with the database only every so many polls. */
    soundLooks: 5,
    bytesUnderWay: 8 * 1024 * 1024,
    /** Changes of live state within this time travel together, so many in one message. */
    gatherFor: 20,
    changes: 100,
    /** What one node may tell of its people, and what is held of one node in each state; more stays unknown to the others. */
    entriesPerNode: 40_000,
    /** A node answers those who ask for all it knows at most so often. */
    wholeEvery: 500,
    /** How long the last words of a node that stops may take. */
    farewell: 100,
  },

  arrivals: {
    /** After a restart everyone comes back at once: what each of them needs of the database is gathered for so long. */
    gatherFor: 20,
    /** Subscriptions of a tenant that are opened in one transaction; further ones wait for the next. */
    openedTogether: 250,
    /** An inbox has to count: fewer at once, and so many transactions of a tenant side by side. */
    inboxesTogether: 50,
    inboxGroups: 2,
  },

  /** Clients are told to reconnect, spread over `noticeFor`; calls under way may take `callsWithin` more. */
  shutdown: { noticeFor: 500, callsWithin: 5_000 },

  database: {
    poolSize: 10,
    /** Who waits for a connection longer, or for one to be made, is answered UNAVAILABLE. */
    connectTimeout: 3_000,
    /** Of the connections, what one person may hold, one tenant, and all people or all that serves many; the rest is left to the others. */
    shares: { person: 0.3, tenant: 0.6, lane: 0.8 },
    /** Transactions of one person (or of what a tenant's people share) that wait for a connection; one more is refused with RATE_LIMITED. */
    waitingPerPerson: 200,
    statementTimeout: 5_000,
    lockTimeout: 2_000,
    idleInTransactionTimeout: 10_000,
    maxLifetimeSeconds: 1_800,
  },
} as const;
