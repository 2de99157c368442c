import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type GaugeConfiguration } from 'prom-client';

/** What the product counts of itself. No label names anybody or anything of a tenant. Every call costs next to nothing. */
export interface Metrics {
  subscriptionOpened(): () => void;
  /** Durable events written to sockets. */
  delivered(count: number): void;
  /** A stream went on after the id that its reader named. */
  resumed(): void;
  /** A reader was told to read anew: continuity could not be shown. */
  reset(): void;
  /** Events that a tailer had to read from the log because no hint brought them. */
  gapFilled(events: number): void;
  slowConsumerCut(): void;
  /** Milliseconds from the commit of an event to the socket. */
  reachedSocket(age: number): void;
  /** Milliseconds that a hint of another node was on its way, as far as the clocks agree. */
  hintHeard(age: number): void;
  /** Messages to other nodes that the bus did not take. */
  hintsDropped(count: number): void;
  /** Milliseconds that a transaction waited for a connection. */
  waitedForConnection(time: number): void;
  /** Milliseconds that a call, or a subscription, waited for its turn; those that need not wait are not told. */
  waitedForTurn(time: number): void;
  /** A call was refused: too many wait, its person or address has cost too much, or it has left too much unread. */
  callRefused(why: RefusedFor): void;
  /** Somebody tried to sign in. */
  signInTried(outcome: 'signed_in' | 'wrong' | 'refused'): void;
  /** Asks for the values whenever the metrics are read. */
  gauges<Name extends GaugeName>(names: Record<Name, () => number>): void;
  readonly contentType: string;
  text(): Promise<string>;
}

type RefusedFor = 'queue' | 'cost' | 'unsent';

const gauges = {
  connections: 'WebSockets and event streams of people who have shown who they are.',
  event_streams: 'Event streams: connections where no WebSocket gets through.',
  bus_connected: 'Whether the bus between the nodes carries messages (1), or is down or not configured (0).',
  bus_peers: 'Other nodes that are known to live.',
  live_entries_own: 'People here, typing or holding something, by connections of this node.',
  live_entries_others: 'The same, as told by other nodes.',
  pool_connections: 'Connections to the database, in use or idle.',
  pool_idle: 'Idle connections to the database.',
  pool_waiting: 'Transactions that wait for a connection now.',
  unsent_answer_bytes: 'What answers over HTTP hold because it is not sent.',
  sign_ins_waiting: 'Passwords that wait to be compared.',
  audit_unwritten: 'Counted rows of denied calls and failed sign-ins that are not in the database yet.',
} as const;
type GaugeName = keyof typeof gauges;

const seconds = { waits: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 3], latency: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5] };

const gaugeOf = (configuration: GaugeConfiguration<string>, read: () => number): Gauge =>
  new Gauge({
    ...configuration,
    collect() {
      this.set(read());
    },
  });

export function createMetrics(): Metrics {
  const register = new Registry();
  const named = (name: string, help: string) => ({ name: `medsync_${name}`, help, registers: [register] });
  const counter = (name: string, help: string) => new Counter(named(name, help));
  const histogram = (name: string, help: string, buckets: number[]) => new Histogram({ ...named(name, help), buckets });

  const subscriptions = new Gauge(named('subscriptions', 'Subscriptions that are open.'));
  const deliveries = counter('deliveries_total', 'Durable events written to sockets.');
  const resumes = counter('resumes_total', 'Durable streams that went on where their reader had stopped.');
  const resets = counter('resets_total', 'Readers told to read anew because continuity could not be shown.');
  const gaps = counter('gap_events_total', 'Events read from the log because no hint brought them.');
  const slow = counter('slow_consumers_cut_total', 'Sockets cut because they did not take what they were sent.');
  const socketLatency = histogram('commit_to_socket_seconds', 'From the commit of an event to its write to a socket.', seconds.latency);
  const hintAge = histogram('hint_age_seconds', 'How long hints of other nodes were on their way, by the clocks of both.', seconds.latency);
  const dropped = counter('bus_dropped_total', 'Messages to other nodes that the bus did not take.');
  const poolWait = histogram('pool_wait_seconds', 'How long transactions waited for a connection to the database.', seconds.waits);
  const turnWait = histogram('call_wait_seconds', 'How long calls and subscriptions waited that could not begin at once.', seconds.waits);
  const refused = new Counter({ ...named('calls_refused_total', 'Calls refused because of what their person or address asks for.'), labelNames: ['why'] });
  const signIns = {
    signed_in: counter('sign_ins_total', 'Sign-ins.'),
    wrong: counter('sign_ins_wrong_total', 'Attempts to sign in with a wrong address or password.'),
    refused: counter('sign_ins_refused_total', 'Attempts to sign in that were refused because of those before.'),
  };
  let readBefore = false;

  return {
    subscriptionOpened() {
      subscriptions.inc();
      let open = true;
      return () => {
        if (open) subscriptions.dec();
        open = false;
      };
    },
    delivered: (count) => deliveries.inc(count),
    resumed: () => resumes.inc(),
    reset: () => resets.inc(),
    gapFilled: (events) => gaps.inc(events),
    slowConsumerCut: () => slow.inc(),
    reachedSocket: (age) => socketLatency.observe(Math.max(0, age) / 1_000),
    hintHeard: (age) => hintAge.observe(age / 1_000),
    hintsDropped: (count) => dropped.inc(count),
    waitedForTurn: (time) => turnWait.observe(time / 1_000),
    callRefused: (why) => refused.inc({ why }),
    signInTried: (outcome) => signIns[outcome].inc(),
    waitedForConnection: (time) => poolWait.observe(time / 1_000),
    gauges(reads) {
      for (const [name, read] of Object.entries(reads) as [GaugeName, () => number][])
        register.registerMetric(gaugeOf({ name: `medsync_${name}`, help: gauges[name], registers: [] }, read));
    },
    contentType: register.contentType,
    text() {
      // what watches the process itself starts when somebody looks
      if (!readBefore) collectDefaultMetrics({ register });
      readBefore = true;
      return register.metrics();
    },
  };
}
