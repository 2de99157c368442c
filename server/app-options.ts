import type { EscalationOptions } from './calls.ts';
import type { Clock } from './clock.ts';
import type { SuccessRates } from './features/auth/success-limits.ts';
import type { Logger } from './logger.ts';
import type { CallLimits } from './transport/call-desk.ts';
import type { ProbeSettings } from './transport/probes.ts';

export interface AppOptions {
  /** A prepared database, with a login that owns nothing: see `prepareNodes`. */
  databaseUrl: string;
  /** The Redis between the nodes, or servers of its cluster; none for a single node. */
  redisAddresses?: string[];
  secretKey: Buffer;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Origins that may open sockets and use cookies; empty means this machine's own address at the port. */
  publicOrigins: string[];
  /** Addresses and networks of reverse proxies whose word on a client's address is taken. */
  trustedProxies?: string[];
  /** Tells browsers that all subdomains are reached over https, too; only where the origins are. */
  hstsSubdomains?: boolean;
  /** Where and by whom the metrics are read. */
  metrics?: ProbeSettings;
  /** The built web app, or null when something else serves it. */
  webRoot: string | null;
  demoPeople: readonly object[] | null;
  logger: Logger;
  /** How long an access token works. */
  accessTokenSeconds?: number;
  /** What one person may write (a token bucket), ask for in a minute, have at once and cost, one patient order in an hour, and how often an account and a network may sign in. */
  rates?: { writes: { perSecond: number; burst: number }; requestsPerMinute: number; ordersPerHour?: number; calls?: CallLimits; signIns?: SuccessRates };
  /** How often the database is asked what the bus may not have told. */
  pollEvery?: number;
  escalation?: EscalationOptions;
  /** The machine's clock unless another is given. */
  clock?: Clock;
}

export interface App {
  url: string;
  /** Where `/metrics` is. */
  metricsUrl: string;
  /** Becomes not ready, tells clients to come back elsewhere, lets calls finish, and ends everything. */
  stop(): Promise<void>;
}
