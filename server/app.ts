import { limits } from '../shared/limits.ts';
import type { App, AppOptions } from './app-options.ts';
import { createCalls } from './calls.ts';
import { systemClock } from './clock.ts';
import { createDatabase } from './db/database.ts';
import { callThoseOnDuty } from './features/alerts/duty-calls.ts';
import { createDeliveries } from './features/alerts/deliveries.ts';
import { createDenialLog } from './features/audit/denial-log.ts';
import { createAuthenticate } from './features/auth/authenticate.ts';
import { createAuthCommands } from './features/auth/commands.ts';
import { verifyPassword } from './features/auth/passwords.ts';
import { createRefreshTokens } from './features/auth/refresh-tokens.ts';
import { createSessionWatch } from './features/auth/session-watch.ts';
import { loadSigningKeys } from './features/auth/signing-keys.ts';
import { createSignInGuards } from './features/auth/sign-in-guards.ts';
import { createAccessTokens } from './features/auth/tokens.ts';
import { holdOrders } from './features/chat-orders/turn.ts';
import { createInboxHub } from './features/inbox/hub.ts';
import { personalNotices } from './features/inbox/personal-notices.ts';
import { createRetention } from './features/retention/retention.ts';
import { createReceipts } from './features/rooms/receipts.ts';
import { createWordKeeper } from './features/search/word-keeper.ts';
import { holdThreads } from './features/threads/commands.ts';
import { createLiveStates } from './live-states.ts';
import { createMetrics } from './metrics.ts';
import { noticeOfMention, noticeOfNewOrder } from './notices.ts';
import { createCursors } from './realtime/cursor.ts';
import { createEventLog } from './realtime/event-log.ts';
import { createTailers } from './realtime/tailers.ts';
import { openBus } from './startup/open-bus.ts';
import { createReadinessCheck } from './startup/readiness.ts';
import { createAddressOf } from './transport/client-address.ts';
import { createCallDesk } from './transport/call-desk.ts';
import type { Caller, CallWatch } from './transport/context.ts';
import { createHttpAnswers } from './transport/http-answers.ts';
import { createHttpServer } from './transport/http-server.ts';
import { createProbes } from './transport/probes.ts';
import { createRateLimiter } from './transport/rate-limiter.ts';
import { createRouter } from './transport/router.ts';
import { createSocketServer } from './transport/ws-server.ts';

/** Builds every long-lived object, in order, and starts listening. */
export async function startApp(options: AppOptions): Promise<App> {
  const { logger, clock = systemClock, pollEvery = limits.feed.pollEvery } = options;
  const fault = (what: string) => (error: unknown) => logger.warn('fault', { type: what, error });

  const metrics = createMetrics();
  const onConnected = metrics.waitedForConnection;
  const db = createDatabase({ url: options.databaseUrl, onConnectionError: fault('database connection'), onConnected });
  const readEpoch = async () => (await db.withInstallation((trx) => trx.selectFrom('installation').select('epoch').executeTakeFirstOrThrow())).epoch;
  const epoch = await readEpoch();
  const bus = openBus({ redisAddresses: options.redisAddresses ?? [], epoch, secretKey: options.secretKey, clock, metrics, logger });
  const cursors = createCursors(epoch);
  const log = createEventLog({ db, bus });
  const tailers = createTailers({ log, bus, pollEvery, onFault: fault('tailer'), onMissed: metrics.gapFilled });
  const feeds = { log, tailers, cursors, metrics };
  const { typing, viewers, presence, holds, openCharts, viewing, reachable, ...live } = createLiveStates({ clock, bus, metrics });
  const receipts = createReceipts({ db, bus, onFault: fault('receipts') });
  const inbox = createInboxHub({ db, bus, pollEvery, onFault: fault('inbox') });

  const deliveries = createDeliveries({ log, clock, onFault: fault('alert deliveries') });
  const { notify, alerts, messageCalls, reachableOf, ...calls } = createCalls({ db, log, clock, reachable, viewers, fault, escalation: options.escalation ?? {} });
  const wordKeeper = createWordKeeper({ db, onFault: fault('word_keeper') });
  const retention = createRetention({ db, onFault: fault('retention') });

  const keys = await loadSigningKeys(db, options.secretKey);
  const accessTokenSeconds = options.accessTokenSeconds ?? limits.auth.accessTokenSeconds;
  const tokens = createAccessTokens({ keys, accessTokenSeconds, clock });
  const authenticate = createAuthenticate({ db, tokens });
  const denials = createDenialLog({ db, clock, onFault: fault('audit') });
  const guards = createSignInGuards(options.secretKey, clock, options.rates?.signIns);
  const auth = createAuthCommands({
    db,
    bus,
    tokens,
    refreshTokens: createRefreshTokens(options.secretKey),
    ...guards,
    denials,
    verify: verifyPassword,
    onAttempt: metrics.signInTried,
  });
  const rates: NonNullable<AppOptions['rates']> = options.rates ?? { writes: limits.writes, requestsPerMinute: limits.http.requestsPerMinute };
  const writes = createRateLimiter(rates.writes, clock);
  const answers = createHttpAnswers(metrics);
  const watch: CallWatch = {
    desk: createCallDesk({ allowed: rates.calls ?? limits, clock, metrics }),
    countWrite: (userId) => writes.take(userId),
    noteDenial: denials.noteCall,
    countStream: metrics.subscriptionOpened,
  };

  const router = createRouter({
    auth: { db, commands: auth },
    rooms: {
      ...feeds,
      db,
      bus,
      logger,
      receipts,
      typing,
      viewers,
      viewing,
      holders: [holdOrders, holdThreads],
      onMention: noticeOfMention(notify),
      onStored: messageCalls.sent,
      onRead: messageCalls.read,
    },
    chatOrders: {
      db,
      log,
      notify,
      onCreated: noticeOfNewOrder(notify, reachableOf),
      ordersPerHour: options.rates?.ordersPerHour,
      onClaimLost: ({ tenantId, userId, ...lost }) => bus.publish(personalNotices, { tenantId, userId, event: { type: 'inbox.claim_lost', ...lost } }),
    },
    inbox: { inbox, viewers },
    patients: { db, openCharts, viewing, clock },
    presence: { db, log, bus, presence, viewing, onFault: fault('presence'), onDutyChanged: (unit, tenantId) => callThoseOnDuty(alerts, unit, tenantId) },
    appointments: { db, log, notify, clock },
    schedule: { ...feeds, db, holds },
    clinic: { db, log },
    threads: { db, log },
    alerts: { ...alerts, ...feeds, db, deliveries },
    tasks: { db, log, notify, clock },
    priorAuths: { db, log, notify },
    labResults: { db, log, notify },
    workItems: { ...feeds, db },
    notifications: { ...feeds, db },
    announcements: { log, notify },
  });

  const onError = (error: Error, path: string | undefined) => {
    // refusals are answers; only what we did not mean to happen is worth a line
    if ('code' in error && error.code !== 'INTERNAL_SERVER_ERROR' && error.code !== 'SERVICE_UNAVAILABLE') return;
    logger.error('call failed', { path: path ?? null, error: error.cause ?? error });
  };
  const allowedOrigins = new Set(options.publicOrigins);
  const sessions = createSessionWatch({
    db,
    bus,
    pollEvery: options.pollEvery ?? limits.auth.sessionPollEvery,
    onEnded: (sessionId) => sockets.endSession(sessionId),
    onFault: fault('session watch'),
  });
  /** Whoever has a socket can be reached, for as long as it lasts. */
  const watchSession = (caller: Caller): (() => void) => {
    const ends = [sessions.watch(caller), reachable.enter(caller)];
    return () => ends.forEach((end) => end());
  };
  const { pool } = db;
  metrics.gauges({ connections: sessions.sockets, event_streams: () => sockets.streams(), pool_connections: () => pool.connections, pool_idle: () => pool.idle, pool_waiting: () => pool.waiting, unsent_answer_bytes: () => answers.unsent });
  metrics.gauges({ sign_ins_waiting: () => guards.verifications.waiting, audit_unwritten: () => denials.unwritten });
  const trustedProxies = options.trustedProxies ?? [];
  const sockets = createSocketServer({
    router,
    authenticate,
    sessions: { watch: watchSession },
    allowedOrigins,
    addressOf: createAddressOf(trustedProxies),
    clock,
    watch,
    onSlowConsumer: metrics.slowConsumerCut,
    onError,
  });
  let stopping = false;
  const checkReady = createReadinessCheck({ readEpoch, epoch, bus });
  const probes = createProbes({ isStopping: () => stopping, checkReady, metrics, settings: options.metrics ?? {}, trustedProxies, onError });
  const http = await createHttpServer({
    router,
    authenticate,
    allowedOrigins,
    trustedProxies,
    requestsPerMinute: rates.requestsPerMinute,
    secure: options.publicOrigins.length > 0 && options.publicOrigins.every((origin) => origin.startsWith('https:')),
    hstsSubdomains: options.hstsSubdomains ?? false,
    watch,
    answers,
    onSlowReader: metrics.slowConsumerCut,
    openStream: sockets.openStream,
    jwks: keys.jwks,
    isStopping: () => stopping,
    serveProbes: probes.serve,
    demoPeople: options.demoPeople,
    webRoot: options.webRoot,
    onError,
  });
  http.server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head));

  const metricsServer = await probes.listen();
  const url = await http.listen({ host: options.host, port: options.port, backlog: limits.http.backlog });
  if (allowedOrigins.size === 0) for (const origin of ownOrigins(new URL(url).port)) allowedOrigins.add(origin);

  return {
    url,
    metricsUrl: `${metricsServer?.url ?? url}/metrics`,
    async stop() {
      stopping = true;
      await sockets.drain();
      // a connection on which nothing was asked yet does not pass for idle
      const impatience = setTimeout(() => http.server.closeAllConnections(), limits.shutdown.callsWithin);
      await http.close();
      clearTimeout(impatience);
      answers.stop();
      metricsServer?.close();
      await sessions.stop();
      await calls.stop();
      await wordKeeper.stop();
      await retention.stop();
      inbox.stop();
      tailers.stop();
      live.stop();
      await deliveries.stop();
      await receipts.stop();
      await denials.stop();
      await bus.stop();
      await db.close();
    },
  };
}

const ownOrigins = (port: string): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
