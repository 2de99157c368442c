import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { limits } from '../../shared/limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Bus } from '../realtime/bus.ts';
import { keepAnswer } from './kept-answer.ts';
import { createMetricsAccess, type MetricsAccessOf } from './metrics-access.ts';

/** What is missing although requests can be served. */
export interface Readiness {
  status: 'ready' | 'degraded';
  bus: Bus['state'];
}

export interface ProbeSettings {
  /** An address for the metrics alone; without one they are where everything else is. */
  listen?: { host: string; port: number } | null;
  /** What readers of the metrics show; without one, and without an address of their own, they have to be programs of this machine. */
  token?: string | null;
  /** Milliseconds for which `/readyz` and `/metrics` answer what was computed last. */
  keptFor?: number;
}

interface ProbesOptions {
  /** True once the node is to end: it is not ready from that moment on. */
  isStopping: () => boolean;
  /** Resolves when requests can be served; rejects when they cannot. */
  checkReady: () => Promise<Readiness>;
  metrics: Pick<Metrics, 'contentType' | 'text'>;
  settings: ProbeSettings;
  trustedProxies: string[];
  onError: (error: Error, path: string) => void;
}

/** What operators and their programs ask. However many ask, it costs what one costs each second. */
export interface Probes {
  /** `/healthz`, `/readyz` and, unless they are read elsewhere, `/metrics`. */
  serve(server: FastifyInstance): void;
  /** Serves the metrics on an address of their own; null where they have none. */
  listen(): Promise<{ url: string; close(): void } | null>;
}

const answers: Record<Exclude<ReturnType<MetricsAccessOf>, 'allowed'>, { code: number; headers: Record<string, string> }> = {
  unauthorized: { code: 401, headers: { 'www-authenticate': 'Bearer' } },
  hidden: { code: 404, headers: {} },
};

export function createProbes(options: ProbesOptions): Probes {
  const { metrics, onError } = options;
  const { listen = null, token = null, keptFor = limits.http.probesKeptFor } = options.settings;
  const checkReady = keepAnswer(async () => {
    try {
      return await options.checkReady();
    } catch (error) {
      onError(error as Error, 'readyz');
      return null;
    }
  }, keptFor);
  const readMetrics = keepAnswer(() => metrics.text(), keptFor);
  const accessOf = createMetricsAccess(token, options.trustedProxies);

  return {
    serve(server) {
      server.get('/healthz', () => ({ status: 'ok' }));
      server.get('/readyz', async (_, reply) => {
        const readiness = options.isStopping() ? null : await checkReady();
        return readiness ?? reply.code(503).send({ status: 'unavailable' });
      });
      server.get('/metrics', async ({ raw }, reply) => {
        const access = listen ? 'hidden' : accessOf(raw);
        if (access !== 'allowed') return reply.code(answers[access].code).headers(answers[access].headers).send({ error: 'Not for you' });
        return reply.type(metrics.contentType).send(await readMetrics());
      });
    },
    async listen() {
      if (!listen) return null;
      const { host, port } = listen;
      // whoever reaches an address of its own is let in, unless a token is asked for
      const isAllowed: MetricsAccessOf = token === null ? () => 'allowed' : accessOf;
      const server = metricsServer(readMetrics, metrics.contentType, isAllowed).listen(port, host);
      await once(server, 'listening');
      const { port: given } = server.address() as AddressInfo;
      return {
        url: `http://${host.includes(':') ? `[${host}]` : host}:${given}`,
        close() {
          server.close();
          server.closeAllConnections();
        },
      };
    },
  };
}

const metricsServer = (readMetrics: () => Promise<string>, contentType: string, accessOf: MetricsAccessOf): Server =>
  createServer({ requestTimeout: limits.http.requestWithin }, (request, reply) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void reply.writeHead(404).end();
    const access = accessOf(request);
    if (access !== 'allowed') return void reply.writeHead(answers[access].code, answers[access].headers).end();
    readMetrics().then(
      (text) => reply.writeHead(200, { 'content-type': contentType }).end(text),
      () => reply.writeHead(500).end(),
    );
  });
