import type { DatabaseSync } from 'node:sqlite';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import * as v from 'valibot';
import { Notes } from '../services/state.ts';
import type { VirtualClock } from '../services/virtual-clock.ts';

const Jwk = v.looseObject({ kty: v.string(), n: v.string(), e: v.string() });
const ALGORITHM = 'RS256';
const KEY_ID = 'local';

/**
 * A sign-in service in the place of whichever one the template's authorizers trust. Its tokens have the claims
 * of Cognito's access tokens; its key is kept, so that they survive a restart.
 */
export class SignIn {
  private readonly clock: VirtualClock;
  private readonly privateKey: CryptoKey | Uint8Array;
  readonly keys: JSONWebKeySet;

  private constructor(clock: VirtualClock, privateKey: CryptoKey | Uint8Array, keys: JSONWebKeySet) {
    this.clock = clock;
    this.privateKey = privateKey;
    this.keys = keys;
  }

  static async open(db: DatabaseSync, clock: VirtualClock): Promise<SignIn> {
    const notes = new Notes(db);
    const kept = notes.get('sign-in key') ?? JSON.stringify(await newKey());
    notes.set('sign-in key', kept);
    const jwk = v.parse(Jwk, JSON.parse(kept));
    const { kty, n, e } = jwk;
    const keys = { keys: [{ kty, n, e, kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] };
    return new SignIn(clock, await importJWK(jwk, ALGORITHM), keys);
  }

  /** An access token for somebody, as Cognito would give it to a client of the user pool; `seconds` are virtual. */
  async token(of: { subject: string; issuer: string; client: string; seconds: number }): Promise<string> {
    const now = Math.floor(this.clock.now() / 1000);
    return new SignJWT({
      username: of.subject,
      client_id: of.client,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: now,
    })
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
      .setSubject(of.subject)
      .setIssuer(of.issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + of.seconds)
      .sign(this.privateKey);
  }

  /** The claims of a token that this service has signed for an issuer and that has not expired; otherwise undefined. */
  async verified(token: string, issuer: string): Promise<JWTPayload | undefined> {
    try {
      const currentDate = new Date(this.clock.now());
      const options = { issuer, currentDate, algorithms: [ALGORITHM], requiredClaims: ['exp'] };
      return (await jwtVerify(token, createLocalJWKSet(this.keys), options)).payload;
    } catch {
      return undefined;
    }
  }

  /** The discovery document of an issuer, with addresses under `base`. */
  discovery(issuer: string, base: string): object {
    return {
      issuer,
      jwks_uri: `${base}/.well-known/jwks.json`,
      token_endpoint: `${base}/tokens`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [ALGORITHM],
    };
  }
}

async function newKey(): Promise<object> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
}
