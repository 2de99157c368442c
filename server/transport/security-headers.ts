import type { FastifyHelmetOptions } from '@fastify/helmet';

export interface SecurityHeaderOptions {
  /** Where our pages are, as it is configured: what a request says of it is not repeated. Filled once the port is known. */
  allowedOrigins: ReadonlySet<string>;
  /** Whether browsers reach us over https. */
  secure: boolean;
  /** Whether browsers are told that all subdomains are reached over https, too. */
  hstsSubdomains: boolean;
}

const socketsOf = (origins: ReadonlySet<string>): string => [...origins].map((origin) => origin.replace(/^http/, 'ws')).join(' ');

/** Headers of every answer. Nothing but our own scripts runs, nobody frames us, nothing is fetched from elsewhere. */
export const securityHeaders = ({ allowedOrigins, secure, hstsSubdomains }: SecurityHeaderOptions): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      // the component library sets sizes and colours through style attributes and one style element
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'", () => socketsOf(allowedOrigins)],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: hstsSubdomains } : false,
  referrerPolicy: { policy: 'no-referrer' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
});

/** Headers of the answer to what is refused before any hook. */
export const badAddressHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};
