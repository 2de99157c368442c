import { resolve } from 'node:path';
import { z } from 'zod';
import { StartupError } from './startup/startup-error.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Environment {
  port: number;
  host: string;
  /** The address of a Postgres, its owner's or a login's for nodes; null for the embedded one. */
  databaseUrl: string | null;
  /** The owner's, where `databaseUrl` is a login. */
  ownerUrl: string | null;
  /** The Redis between the nodes, or servers of its cluster; empty for a single node. */
  redisAddresses: string[];
  /** Absolute. */
  dataDir: string;
  /** Empty means this machine's own addresses at the port. */
  publicOrigins: string[];
  /** Addresses and networks of reverse proxies whose word on a client's address is taken. */
  trustedProxies: string[];
  /** Whether HSTS includes the subdomains. */
  hstsSubdomains: boolean;
  metrics: {
    /** Where they are read apart from everything else; null where everything else is. */
    listen: { host: string; port: number } | null;
    /** What readers show; null when none is asked for. */
    token: string | null;
  };
  demo: boolean;
  /** 32 bytes; null only for a demo, which makes its own in `dataDir`. */
  secretKey: Buffer | null;
  logLevel: LogLevel;
  /** One line each on what was set and has no effect. */
  warnings: string[];
}

/** Yes and no as people write them; other words are refused, because a misread `DEMO` would be costly. */
const flag = z.preprocess((value) => (typeof value === 'string' ? value.toLowerCase() : value), z.enum(['1', 'true', 'on', 'yes', '0', 'false', 'off', 'no']))
  .transform((value) => ['1', 'true', 'on', 'yes'].includes(value));

const url = (protocol: RegExp) => z.string().refine((value) => protocol.test(URL.parse(value)?.protocol ?? ''));

const origin = z.string().trim().transform((value) => value.replace(/\/$/, ''))
  .refine((value) => ['http:', 'https:'].includes(URL.parse(value)?.protocol ?? '') && URL.parse(value)?.origin === value);

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const port = z.string().regex(/^\d{1,5}$/).transform(Number).refine((number) => number <= 65_535);
const host = z.string().regex(/^[\w.:-]+$/).default('127.0.0.1');
const postgres = url(/^postgres(ql)?:$/).nullable().default(null);

const variables = z.object({
  PORT: port.default(3000),
  HOST: host,
  DATABASE_URL: postgres,
  DATABASE_OWNER_URL: postgres,
  REDIS_URL: z.string().transform((list) => list.split(',').map((item) => item.trim())).pipe(z.array(url(/^rediss?:$/))).default([]),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_ORIGINS: z.string().transform((list) => list.split(',')).pipe(z.array(origin)).optional(),
  TRUSTED_PROXIES: z.string().transform((list) => list.split(',').map((item) => item.trim())).pipe(z.array(network)).default([]),
  HSTS: z.enum(['host', 'subdomains']).default('host'),
  METRICS_PORT: port.nullable().default(null),
  METRICS_HOST: host,
  METRICS_TOKEN: z.string().regex(/^[\w.~+/=-]{16,}$/).nullable().default(null),
  DEMO: flag.optional(),
  SECRET_KEY: z.string().regex(/^[A-Za-z0-9+/]{43}=$/).transform((text) => Buffer.from(text, 'base64')).nullable().default(null),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});

const expected: Record<keyof z.infer<typeof variables>, string> = {
  PORT: 'a port number from 0 to 65535, such as 3000',
  HOST: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  DATABASE_URL: 'the address of a Postgres, such as postgresql://user:password@host:5432/medsync',
  DATABASE_OWNER_URL: 'the address of the same database with its owner, such as postgresql://owner:password@host:5432/medsync',
  REDIS_URL: 'the address of a Redis or Valkey, such as redis://host:6379; of a cluster the addresses of several servers, separated by commas',
  DATA_DIR: 'the path of a directory',
  PUBLIC_ORIGINS: 'the addresses that people open, separated by commas, such as https://medsync.example.org',
  TRUSTED_PROXIES: 'the addresses or networks of your reverse proxies, separated by commas, such as 10.0.0.0/8',
  HSTS: 'host or subdomains',
  METRICS_PORT: 'a port number from 0 to 65535, such as 9464',
  METRICS_HOST: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  METRICS_TOKEN: '16 or more characters of a token that your Prometheus shows; make one with "openssl rand -hex 32"',
  DEMO: '"on" or "off"',
  SECRET_KEY: '32 bytes in base64; make one with "openssl rand -base64 32"',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
};

/** An empty variable counts as not set. */
function parse(env: NodeJS.ProcessEnv): z.infer<typeof variables> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = variables.safeParse(given);
  if (!result.success) {
    const name = String(result.error.issues[0]?.path[0]) as keyof typeof expected;
    throw new StartupError(`${name} is not valid. Set it to ${expected[name]}.`);
  }
  return result.data;
}

/** Where the data is, by its owner: all that the command line of the operator needs. Throws as `readEnvironment`. */
export function readDataPlace(env: NodeJS.ProcessEnv): Pick<Environment, 'ownerUrl' | 'dataDir'> {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR } = parse(env);
  return { ownerUrl: DATABASE_OWNER_URL ?? DATABASE_URL, dataDir: resolve(DATA_DIR) };
}

const isLoopback = (name: string): boolean => name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);

/** The demo lets in everybody who knows this page: by itself it is there only for whoever sits at the machine. */
const isDemo = ({ DEMO, DATABASE_URL, DATABASE_OWNER_URL, HOST, PUBLIC_ORIGINS = [] }: z.infer<typeof variables>): boolean =>
  DEMO ?? (DATABASE_URL === null && DATABASE_OWNER_URL === null && isLoopback(HOST) && !PUBLIC_ORIGINS.some((each) => each.startsWith('https:')));

/**
 * Reads and validates the environment.
 * Throws a StartupError that names the first variable that is wrong and what it should be; never its value.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = parse(env);
  const { PORT, HOST, DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL, DATA_DIR, PUBLIC_ORIGINS, TRUSTED_PROXIES, HSTS, METRICS_PORT, METRICS_HOST, METRICS_TOKEN, SECRET_KEY, LOG_LEVEL } = given;
  const demo = isDemo(given);
  if (!demo && !SECRET_KEY) throw new StartupError(`SECRET_KEY is missing. Set it to ${expected.SECRET_KEY}, and keep it.`);
  return {
    port: PORT,
    host: HOST,
    // with the owner alone it is as if that were given: the nodes' login is made
    databaseUrl: DATABASE_URL ?? DATABASE_OWNER_URL,
    ownerUrl: DATABASE_URL && DATABASE_OWNER_URL,
    redisAddresses: REDIS_URL,
    dataDir: resolve(DATA_DIR),
    publicOrigins: PUBLIC_ORIGINS ?? [],
    trustedProxies: TRUSTED_PROXIES,
    hstsSubdomains: HSTS === 'subdomains',
    metrics: { listen: METRICS_PORT === null ? null : { host: METRICS_HOST, port: METRICS_PORT }, token: METRICS_TOKEN },
    demo,
    secretKey: SECRET_KEY,
    logLevel: LOG_LEVEL,
    warnings: REDIS_URL.length > 0 && !DATABASE_URL && !DATABASE_OWNER_URL ? ['REDIS_URL is set without DATABASE_URL: the embedded database serves one node only.'] : [],
  };
}
