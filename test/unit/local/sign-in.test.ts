import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { SignIn } from '../../../infra/local/runtime/sign-in.ts';
import { openState } from '../../../infra/local/services/state.ts';
import { VirtualClock } from '../../../infra/local/services/virtual-clock.ts';
import { START } from './a-cloud.ts';

const of = { subject: 'li', issuer: 'https://issuer', client: 'console', seconds: 3600 };

async function setup(db = openState(':memory:')) {
  const clock = new VirtualClock(db, START);
  const signIn = await SignIn.open(db, clock);
  return { db, clock, signIn, token: await signIn.token(of) };
}

describe('a token', () => {
  it('has the claims of Cognito’s access tokens, by the virtual clock', async () => {
    const { token } = await setup();
    const now = START / 1000;
    expect(decodeJwt(token)).toMatchObject({
      sub: 'li', username: 'li', client_id: 'console', token_use: 'access', iss: 'https://issuer', iat: now, exp: now + 3600,
    }); // prettier-ignore
  });

  it('is good until it expires, and not after the clock has passed that', async () => {
    const { signIn, clock, token } = await setup();
    clock.moveTo(START + 3_599_000);
    expect((await signIn.verified(token, of.issuer))?.sub).toBe('li');
    clock.moveTo(START + 3_600_000);
    expect(await signIn.verified(token, of.issuer)).toBeUndefined();
  });

  it('is good for its own issuer only, and only when signed here', async () => {
    const { signIn, token } = await setup();
    const foreign = await setup();
    expect(await signIn.verified(token, 'https://other')).toBeUndefined();
    expect(await signIn.verified(foreign.token, of.issuer)).toBeUndefined();
    expect(await signIn.verified('nonsense', of.issuer)).toBeUndefined();
  });

  it('survives a restart', async () => {
    const { db, token } = await setup();
    const restarted = await setup(db);
    expect((await restarted.signIn.verified(token, of.issuer))?.sub).toBe('li');
  });

  it('can be verified by whoever reads the published keys, which are public ones', async () => {
    const { signIn, token } = await setup();
    const { payload } = await jwtVerify(token, createLocalJWKSet(signIn.keys), {
      currentDate: new Date(START),
    });
    expect(payload.sub).toBe('li');
    expect(signIn.keys.keys[0]).not.toHaveProperty('d');
  });
});
