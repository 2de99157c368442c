import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import pg from 'pg';
import { newId } from '../../../shared/ids.ts';
import type { Database } from '../../db/database.ts';
import { deriveKey, seal, unseal } from './secret-key.ts';

/** The keys of our access tokens, ready for use. */
export interface SigningKeys {
  current: { id: string; privateKey: CryptoKey };
  /** By key id; retired keys still verify what they signed. */
  publicKeys: ReadonlyMap<string, CryptoKey>;
  /** What `/.well-known/jwks.json` serves. */
  jwks: { keys: JWK[] };
}

/**
 * Makes the first key if there is none; throws, in words for the operator, when SECRET_KEY is not that of the newest. Needs the
 * owner's connection: the application may only read keys.
 */
export async function ensureSigningKey(ownerUrl: string, secretKey: Uint8Array): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // an unheard `error` would end the process; the query that it interrupts rejects anyway
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin');
    // two nodes that start at once must agree on one key
    await client.query('lock table signing_key in share row exclusive mode');
    const { rows } = await client.query<{ id: string; private_key: string }>(
      'select id, private_key from signing_key where retired_at is null order by created_at desc, id desc limit 1',
    );
    if (rows[0]) openPrivateKey(rows[0].id, rows[0].private_key, secretKey);
    else {
      const key = await newKey(secretKey);
      await client.query('insert into signing_key (id, public_jwk, private_key) values ($1, $2, $3)', [
        key.id,
        JSON.stringify(key.publicJwk),
        key.sealedPrivateJwk,
      ]);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function newKey(secretKey: Uint8Array) {
  const id = newId();
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const privateJwk = JSON.stringify(await exportJWK(privateKey));
  return { id, publicJwk: await exportJWK(publicKey), sealedPrivateJwk: seal(deriveKey(secretKey, 'signing-key'), id, privateJwk) };
}

/** Reads and prepares all keys. Throws, in words for the operator, when there is none or SECRET_KEY is not theirs. */
export async function loadSigningKeys(db: Database, secretKey: Uint8Array): Promise<SigningKeys> {
  const rows = await db.withInstallation((trx) =>
    trx.selectFrom('signing_key').select(['id', 'public_jwk', 'private_key', 'created_at', 'retired_at']).orderBy('created_at', 'desc').orderBy('id', 'desc').execute(),
  );
  const newest = rows.find((row) => row.retired_at === null);
  if (!newest) throw new Error('The database holds no signing key. Run the migrations as its owner first.');
  const privateJwk = openPrivateKey(newest.id, newest.private_key, secretKey);

  const keys = rows.map(({ id, public_jwk }): JWK & { kid: string } => ({ ...public_jwk, kid: id, alg: 'EdDSA', use: 'sig' }));
  const prepared = await Promise.all(keys.map(async (jwk) => [jwk.kid, await prepare(jwk)] as const));
  return {
    current: { id: newest.id, privateKey: await prepare(privateJwk) },
    publicKeys: new Map(prepared),
    jwks: { keys },
  };
}

function openPrivateKey(id: string, sealed: string, secretKey: Uint8Array): JWK {
  try {
    return JSON.parse(unseal(deriveKey(secretKey, 'signing-key'), id, sealed)) as JWK;
  } catch {
    throw new Error(
      'SECRET_KEY does not open the signing key of this database. Start with the SECRET_KEY that the database was first started with.',
    );
  }
}

async function prepare(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new TypeError('A signing key of the database is not an Ed25519 key.');
  return key;
}
