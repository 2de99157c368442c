import { importJWK, jwtVerify, type JWK } from 'jose';

/** What a system needs to start, as the process that runs it is told. */
export interface PeerOptions {
  databaseUrl: string;
  port: number;
  /** Verifies the tokens of those who connect. */
  publicJwk: JWK;
}

export interface Peer {
  url: string;
  stop(): Promise<void>;
}

/** Who an access token speaks for: one verification a socket, with a key that is prepared once. */
export async function createVerify(publicJwk: JWK): Promise<(token: unknown) => Promise<string>> {
  const key = await importJWK(publicJwk, 'EdDSA');
  return async (token) => {
    const { payload } = await jwtVerify(String(token), key, { algorithms: ['EdDSA'], issuer: 'medsync', audience: 'medsync' });
    return payload.sub!;
  };
}
