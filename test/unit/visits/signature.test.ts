import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/platform/problem.ts';
import { instantOf, later } from '../../../shared/platform/time.ts';
import { verifySignature } from '../../../shared/visits/signature.ts';
import { monday } from '../../builders/times.ts';

const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  now: instantOf(1_614_265_330_000),
  request: {
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: '{"test": 2432232314}',
  },
};
const oldSecret = 'whsec_b2xkLXNlY3JldC1vZi10aGUtZGVhbGVyLTAx';
const newSecret = 'whsec_bmV3LXNlY3JldC1vZi10aGUtZGVhbGVyLTAy';

/** A body as a DMS signs it on Monday morning, with each of the secrets. */
function signed(...secrets: readonly string[]) {
  const [id, body] = ['msg_1', '{"客户": "王小明"}'];
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(monday), body));
  return {
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Date.parse(monday) / 1000),
      'webhook-signature': signatures.join(' '),
    },
    body,
  };
}

function refusalOf(...args: Parameters<typeof verifySignature>): Problem {
  try {
    verifySignature(...args);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('the signature was accepted');
}

const withHeader = (name: string, value: string | undefined) => {
  const request = signed(newSecret);
  return { ...request, headers: { ...request.headers, [name]: value } };
};

describe('a signature of Standard Webhooks', () => {
  it('the check vector is accepted and names the webhook', () => {
    expect(verifySignature(vector.request, [vector.secret], vector.now)).toBe('msg_p5jXN8AQM9LWM0D4loKWxJek');
  });

  it.each([
    ['the body', { body: '{"test": 2432232315}' }],
    ['the id', { headers: { ...vector.request.headers, 'webhook-id': 'msg_other' } }],
    ['the timestamp', { headers: { ...vector.request.headers, 'webhook-timestamp': '1614265331' } }],
  ])('another value of %s does not match', (_, changed) => {
    const refusal = refusalOf({ ...vector.request, ...changed }, [vector.secret], vector.now);
    expect(refusal).toMatchObject({ status: 401, type: 'wrong-signature' });
  });

  it('another secret does not match, nor does none', () => {
    expect(refusalOf(signed(oldSecret), [newSecret], monday).type).toBe('wrong-signature');
    expect(refusalOf(signed(oldSecret), [], monday).type).toBe('wrong-signature');
  });

  it.each(['v1', 'v1,', 'v1,???', 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', ' ', ','])(
    'the signature %j is refused as wrong',
    (signature) => {
      const refusal = refusalOf(withHeader('webhook-signature', signature), [newSecret], monday);
      expect(refusal).toMatchObject({ status: 401, type: 'wrong-signature' });
    },
  );

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s it says so', (name) => {
    const refusal = refusalOf(withHeader(name, undefined), [newSecret], monday);
    expect(refusal).toMatchObject({ status: 401, type: 'missing-signature' });
    expect(refusal.detail).toContain(name);
  });
});

describe('the time of a signature', () => {
  it.each([-300, -1, 0, 1, 300])('%d seconds from the time here it is accepted', (seconds) => {
    const now = later(monday, { minutes: seconds / 60 });
    expect(verifySignature(signed(newSecret), [newSecret], now)).toBe('msg_1');
  });

  it.each([-86_400, -301, 301, 86_400])(
    '%d seconds from it, it is stale and told the time here',
    (seconds) => {
      const now = later(monday, { minutes: seconds / 60 });
      const refusal = refusalOf(signed(newSecret), [newSecret], now);
      expect(refusal).toMatchObject({ status: 401, type: 'stale-timestamp' });
      expect(refusal.detail).toContain(now);
      expect(refusal.detail).toContain(monday);
    },
  );

  it.each([
    '',
    'soon',
    '2026-03-02T01:00:00Z',
    '-1772413200',
    '1772413200.5',
    '999999999999',
    '9'.repeat(40),
  ])('the timestamp %j is refused with 401', (timestamp) => {
    const refusal = refusalOf(withHeader('webhook-timestamp', timestamp), [newSecret], monday);
    expect(refusal.status).toBe(401);
  });
});

describe('while secrets rotate', () => {
  it('either secret is accepted, and a request that is signed with both', () => {
    const valid = [oldSecret, newSecret];
    expect(verifySignature(signed(oldSecret), valid, monday)).toBe('msg_1');
    expect(verifySignature(signed(newSecret), valid, monday)).toBe('msg_1');
    expect(verifySignature(signed(oldSecret, newSecret), [newSecret], monday)).toBe('msg_1');
    expect(verifySignature(signed(newSecret, oldSecret), [newSecret], monday)).toBe('msg_1');
  });

  it('afterwards the old one is refused', () => {
    expect(refusalOf(signed(oldSecret), [newSecret], monday).type).toBe('wrong-signature');
  });
});
