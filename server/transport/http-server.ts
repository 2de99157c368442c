import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { limits } from '../../shared/limits.ts';
import type { Authenticate } from '../features/auth/authenticate.ts';
import type { Asker } from './call-desk.ts';
import { compressAnswers } from './compress-answers.ts';
import type { CallWatch, Context, CookieAccess } from './context.ts';
import { retryAfterOf } from './errors.ts';
import type { HttpAnswers } from './http-answers.ts';
import { requirePlainJson } from './json-shape.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { answerRefused, answerUnread, refuseOddRequests } from './refused-request.ts';
import type { AppRouter } from './router.ts';
import { cutSlowHttpReaders } from './slow-http-readers.ts';
import { holdRefusals, payerOf, sliceRequests, takeTurns } from './http-turns.ts';
import { serveStreams } from './sse-route.ts';
import type { SocketServer } from './ws-server.ts';
import { badAddressHeaders, securityHeaders } from './security-headers.ts';

export interface HttpServerOptions {
  router: AppRouter;
  authenticate: Authenticate;
  /** Filled once the port is known. */
  allowedOrigins: ReadonlySet<string>;
  trustedProxies: string[];
  /** More of one session, or without a good token from one address, are answered with 429. */
  requestsPerMinute: number;
  /** Whether browsers reach us over https, so that cookies can be bound to it. */
  secure: boolean;
  /** Whether browsers are told that all subdomains are reached over https, too. */
  hstsSubdomains: boolean;
  watch: CallWatch;
  answers: HttpAnswers;
  /** A connection was cut because it did not take what it was sent. */
  onSlowReader: () => void;
  openStream: SocketServer['openStream'];
  jwks: object;
  /** True once the node is to end: answers say from then on that their connection ends too. */
  isStopping: () => boolean;
  /** Adds what operators and their programs ask. */
  serveProbes: (server: FastifyInstance) => void;
  /** Who may be shown as a demo account, or null where there are none. */
  demoPeople: readonly object[] | null;
  /** The built web app, or null when something else serves it. */
  webRoot: string | null;
  onError: (error: Error, path: string | undefined) => void;
}

/** The HTTP side: the API, the web app, and what operators and other services ask for. Call `listen` on what it returns. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    trustProxy: options.trustedProxies,
    bodyLimit: limits.http.bodyBytes,
    // a batched call names its procedures in the path
    routerOptions: { maxParamLength: limits.http.batchCalls * 64 },
    forceCloseConnections: 'idle',
    // what still arrives is answered, and its connection ends with the answer
    return503OnClosing: false,
    requestTimeout: limits.http.requestWithin,
    clientErrorHandler: answerUnread,
    // An address that cannot be decoded is refused before any hook, the one that sets the headers included.
    frameworkErrors: (_, __, { raw }) => void raw.writeHead(400, badAddressHeaders).end('{"error":"Bad request"}'),
  });
  cutSlowHttpReaders(server.server, options.onSlowReader);
  sliceRequests(server);
  refuseOddRequests(server, options.onError);
  // a connection that just ends may meet a request on its way
  server.addHook('onRequest', (_, reply, done) => {
    if (options.isStopping()) reply.header('connection', 'close');
    done();
  });
  await server.register(fastifyHelmet, securityHeaders(options));
  await server.register(fastifyCookie);
  holdRefusals(server);
  await server.register((api) => serveApi(api, options), { prefix: '/trpc' });
  await server.register((open) => serveStrangers(open, options));
  return server;
}

async function serveApi(api: FastifyInstance, options: HttpServerOptions): Promise<void> {
  const requests = createRateLimiter({ perSecond: options.requestsPerMinute / 60, burst: options.requestsPerMinute });
  // before the turns: a turn ends after its answer has been compressed
  compressAnswers(api);
  const asked = new WeakMap<FastifyRequest, Asked>();
  takeTurns(api, {
    desk: options.watch.desk,
    what: 'request',
    async askerOf(request) {
      const asker = await whoAsks(options, requests, request);
      asked.set(request, asker);
      return asker;
    },
  });
  api.addHook('onSend', async (_, reply) => {
    reply.header('cache-control', 'no-store');
  });
  // whatever tRPC would parse: the body, and in the address what a GET asks for
  api.addHook('preValidation', async (request) => {
    const { body, query } = request;
    if (typeof body === 'string') payerOf(request).chargeInput(body.length);
    for (const text of [body, ...Object.values(query as Record<string, unknown>)].flat()) if (typeof text === 'string') requirePlainJson(text);
  });
  api.setErrorHandler(answerRefused(options.router));
  serveStreams(api, options.openStream);
  await api.register(fastifyTRPCPlugin<AppRouter>, {
    trpcOptions: {
      router: options.router,
      maxBatchSize: limits.http.batchCalls,
      maxBodySize: limits.http.bodyBytes,
      // queries may come as POST: what people search for does not belong in an address
      allowMethodOverride: true,
      createContext: ({ req, res }) => contextOf(options, asked.get(req)!, req, res),
      onError({ error, path, req }) {
        payerOf(req).chargeRefusal();
        options.onError(error, path);
      },
      responseMeta({ errors }) {
        const after = retryAfterOf(errors);
        return after === null ? {} : { headers: { 'retry-after': String(after) } };
      },
    },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);
}

/** What is the same for everybody, and asked for without a token. */
async function serveStrangers(open: FastifyInstance, options: HttpServerOptions): Promise<void> {
  takeTurns(open, { desk: options.watch.desk, what: 'file', askerOf: ({ ip }) => ({ caller: null, address: ip }) });
  options.serveProbes(open);
  open.get('/.well-known/jwks.json', () => options.jwks);
  open.get('/demo.json', (_, reply) =>
    options.demoPeople ? { people: options.demoPeople } : reply.code(404).send({ people: [] }),
  );
  await serveWebApp(open, options.webRoot);
}

/** Who a request says that it comes from, before anything else of it has been read. */
interface Asked extends Asker {
  refusal: Context['refusal'];
}

/** Throws RATE_LIMITED when too many come from one session, or without a good token from one address. */
async function whoAsks({ authenticate }: HttpServerOptions, requests: RateLimiter, { ip, headers }: FastifyRequest): Promise<Asked> {
  const [, token] = /^bearer +(.+)$/i.exec(headers.authorization ?? '') ?? [];
  const result = token ? await authenticate(token) : null;
  const caller = result && 'caller' in result ? result.caller : null;
  requests.take(caller?.sessionId ?? ip);
  return { caller, refusal: result && 'refusal' in result ? result.refusal : null, address: ip };
}

function contextOf(options: HttpServerOptions, { caller, refusal, address }: Asked, req: FastifyRequest, res: FastifyReply): Context {
  return {
    caller,
    answer: options.answers.begin(res.raw, { personId: caller && `${caller.tenantId} ${caller.userId}`, address }),
    refusal,
    connection: null,
    cookies: cookieAccess(options, req, res),
    ...options.watch,
    address,
    userAgent: req.headers['user-agent']?.slice(0, limits.text.reason) ?? null,
  };
}

function cookieAccess({ secure, allowedOrigins }: HttpServerOptions, req: FastifyRequest, res: FastifyReply): CookieAccess {
  // the prefix makes browsers refuse a cookie unless it is bound to this host over https
  const prefix = secure ? '__Host-' : '';
  const [name, device] = [`${prefix}medsync_refresh`, `${prefix}medsync_device`];
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  return {
    refreshToken: req.cookies[name] ?? null,
    originAllowed: allowedOrigins.has(req.headers.origin ?? ''),
    setRefreshToken: (token, expires) => void res.setCookie(name, token, { ...attributes, expires }),
    clearRefreshToken: () => void res.clearCookie(name, attributes),
    device: req.cookies[device] ?? null,
    setDevice: (value, expires) => void res.setCookie(device, value, { ...attributes, expires }),
  };
}

/** Serves the built web app; every address that is not a file is a page of it. */
async function serveWebApp(server: FastifyInstance, webRoot: string | null): Promise<void> {
  if (!webRoot || !existsSync(join(webRoot, 'index.html'))) {
    server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: 'Not found' }));
    return;
  }
  await server.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    // written beside each file by the build (`web/build/precompress.ts`)
    preCompressed: true,
    setHeaders(res, path) {
      // what is in `assets` carries a hash of its content in its name
      const forever = path.includes('/assets/');
      void res.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.setNotFoundHandler((req, reply) => {
    const wantsPage = req.method === 'GET' && req.headers.accept?.includes('text/html');
    return wantsPage ? reply.sendFile('index.html') : reply.code(404).send({ error: 'Not found' });
  });
}
