/** The part of `limits` that says how long is kept what grows for ever, and how it is removed. Durations are milliseconds unless the name says otherwise. */
export const retentionLimits = {
  retention: {
    /** Events older than this go: a reader whose cursor is older gets `feed.reset`. */
    eventDays: 30,
    /** Of a topic the newest so many stay. Older ones go after 72 hours, the longest time offline after which a client goes on where it was; nobody reads so far back (`feed.replayEvents`). Postgres refuses to remove younger events. */
    eventsPerTopic: 4_000,
    eventHours: 72,
    /** Notifications go so long after they were read, or, unread, after they were made. */
    readNotificationDays: 90,
    unreadNotificationDays: 365,
    /** Sessions, with their refresh tokens, go so long after they would have expired. */
    sessionDays: 30,
    signInFailureDays: 90,
    /** Months of the audit log that `npm run admin -- retention` leaves attached when it is not told otherwise. */
    auditMonths: 72,
    /** Months for which the audit log has a partition ahead of time; what is written later waits in the partition of everything else. */
    auditMonthsAhead: 24,

    /** Rows removed in one transaction; the rest follows in the next. */
    rowsTogether: 500,
    /** Topics, and people, looked at in one transaction. Of a person go `rowsTogether / peopleTogether` notifications and one session at once. */
    topicsTogether: 100,
    peopleTogether: 50,
    /** A node looks so often for tenants that are due, and does one transaction for each of so many; the others wait for the next look. */
    lookEvery: 2_000,
    tenantsAtOnce: 20,
    /** So long after a tenant has been walked through it is due again. */
    passEvery: 6 * 3_600_000,
  },
} as const;
