import type { DatabaseSync } from 'node:sqlite';
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import type { Faults } from '../faults/faults.ts';
import type { Meter } from '../meter/meter.ts';
import { FaultPlanSchema, noFaults } from '../faults/plan.ts';
import type { Authorizer } from '../runtime/gateway/routes.ts';
import type { Logs } from '../runtime/logs.ts';
import { RecordedEvents } from '../runtime/recorded-events.ts';
import type { SignIn } from '../runtime/sign-in.ts';
import type { UserPools } from '../runtime/user-pools.ts';
import type { Phones } from '../services/phones.ts';
import type { Queues } from '../services/queues.ts';
import { isoTime, type VirtualClock } from '../services/virtual-clock.ts';
import { timeOrdered } from './clock-order.ts';
import { Problem } from './problem.ts';

/** What only the domain knows, for whoever tries the cloud out. */
export interface Fixtures {
  /** The people who can sign in, each with a `staffId`. */
  staff(): Promise<readonly { staffId: string }[]>;
  /** The secret that a dealer's webhooks are signed with; undefined for an unknown dealer. */
  webhookSecret(dealerId: string): Promise<string | undefined>;
}

export interface EndpointParts {
  db: DatabaseSync;
  clock: VirtualClock;
  phones: Phones;
  queues: Queues;
  logs: Logs;
  faults: Faults;
  signIn: SignIn;
  userPools: Pick<UserPools, 'maySignIn'>;
  meter: Pick<Meter, 'read' | 'reset'>;
  /** What the roles allow, held against what was used. */
  permissions(): unknown;
  fixtures: Fixtures;
  authorizers: readonly Authorizer[];
  /** Resolves when everything that was asked for so far, with all that comes of it, is done. */
  quiet(): Promise<void>;
  /** Resolves when there is something to see: at once while the clock turns, otherwise when all is quiet. */
  upToDate(): Promise<void>;
  turnTo(epochMs: number): Promise<void>;
}

/** A request to an endpoint: what of the path stands in the place of `{…}`, the query, and the body where there is one. */
export interface Asked {
  named: string;
  query: URLSearchParams;
  body: unknown;
}

/** By method and path; the answer is sent as JSON. A Problem is thrown for what cannot be done. */
export type Endpoints = ReadonlyMap<string, (asked: Asked) => unknown>;

const E164 = /^\+[1-9]\d{6,14}$/;
const LONGEST_SIGN_IN_SECONDS = 365 * 24 * 60 * 60;
const Text = v.object({ text: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(1600)) });
const TokenOrder = v.object({ staffId: v.pipe(v.string(), v.nonEmpty()), expiresIn: v.optional(v.string()) });

/** The endpoints that only a one-machine cloud has, for demos, tests and pages. */
export function endpoints(parts: EndpointParts): Endpoints {
  const { db, clock, phones, queues, logs, signIn, fixtures, faults } = parts;
  const recorded = new RecordedEvents(db);
  return new Map<string, (asked: Asked) => unknown>([
    ['GET /local/clock', () => ({ now: isoTime(clock.now()) })],
    [
      'POST /local/clock',
      async ({ body }) => {
        await parts.turnTo(timeOrdered(body, clock.now()));
        return { now: isoTime(clock.now()) };
      },
    ],
    [
      'GET /local/phones',
      async () => {
        await parts.upToDate();
        return { items: phones.list() };
      },
    ],
    [
      'GET /local/phones/{}',
      async ({ named }) => {
        await parts.upToDate();
        return { messages: phones.messages(phoneOf(named)) };
      },
    ],
    [
      'POST /local/phones/{}',
      async ({ named, body }) => {
        const phone = phoneOf(named);
        phones.reply(phone, checked(Text, body, 'Send {"text": "…"}, what the customer answers.').text);
        await parts.quiet();
        return { messages: phones.messages(phone) };
      },
    ],
    ['GET /local/staff', async () => ({ items: await fixtures.staff() })],
    ['POST /local/tokens', ({ body }) => tokenFor(body, parts)],
    [
      'GET /local/webhook-secrets/{}',
      async ({ named }) => {
        const secret = await fixtures.webhookSecret(named);
        if (secret === undefined)
          throw new Problem(404, 'No such dealer', `This dealer group has no dealer ${named}.`);
        return { secret };
      },
    ],
    [
      'GET /local/events',
      async ({ query }) => {
        await parts.upToDate();
        const after = cursorOf(query.get('after') ?? '0');
        const items = recorded.list(after, limitOf(query, 100));
        // Always there: whoever has come to the end asks from here on for what is new.
        return { items, next: items.at(-1)?.cursor ?? String(after), total: recorded.count() };
      },
    ],
    [
      'GET /local/dead-letters',
      async () => {
        await parts.upToDate();
        return { items: queues.deadLetters() };
      },
    ],
    [
      'GET /local/meter',
      async () => {
        await parts.upToDate();
        return parts.meter.read();
      },
    ],
    [
      'DELETE /local/meter',
      async () => {
        await parts.upToDate();
        parts.meter.reset();
        return parts.meter.read();
      },
    ],
    [
      'GET /local/permissions',
      async () => {
        await parts.upToDate();
        return parts.permissions();
      },
    ],
    [
      'GET /local/logs',
      ({ query }) => ({ items: logs.newest(limitOf(query, 200), query.get('function') ?? undefined) }),
    ],
    ['GET /local/faults', () => faults.report()],
    [
      'PUT /local/faults',
      ({ body }) => {
        faults.set(
          checked(
            FaultPlanSchema,
            body,
            'Send a plan of faults, such as {"calls": [{"kind": "throttled", "rate": 0.1}]}.',
          ),
        );
        return faults.report();
      },
    ],
    [
      'DELETE /local/faults',
      () => {
        faults.set(noFaults);
        return faults.report();
      },
    ],
    [
      'GET /local/sign-in/.well-known/openid-configuration',
      () => signIn.discovery(parts.authorizers[0]?.issuer ?? 'local', '/local/sign-in'),
    ],
    ['GET /local/sign-in/.well-known/jwks.json', () => signIn.keys],
  ]);
}

async function tokenFor(body: unknown, parts: EndpointParts) {
  const { authorizers, fixtures, signIn, userPools } = parts;
  const order = checked(TokenOrder, body, 'Send {"staffId": "…"}; GET /local/staff lists who there is.');
  // Whoever was registered or has left just now is known to the pool when all is quiet.
  await parts.quiet();
  if (userPools.maySignIn(order.staffId) === false)
    throw new Problem(
      403,
      'The sign-in is disabled',
      `${order.staffId} has left, or has no user in the user pool yet.`,
    );
  const staff = await fixtures.staff();
  if (!staff.some(({ staffId }) => staffId === order.staffId))
    throw new Problem(
      404,
      'Nobody of that name',
      `There is no ${order.staffId}: GET /local/staff lists who there is.`,
    );
  const [authorizer] = authorizers;
  if (!authorizer) throw new Problem(409, 'No sign-in', 'No route of this template asks for a token.');
  const accessToken = await signIn.token({
    subject: order.staffId,
    issuer: authorizer.issuer,
    client: authorizer.audience[0] ?? '',
    seconds: Math.min(secondsOf(order.expiresIn), LONGEST_SIGN_IN_SECONDS),
  });
  return { accessToken };
}

function secondsOf(duration: string | undefined): number {
  if (duration === undefined) return LONGEST_SIGN_IN_SECONDS;
  try {
    return Math.floor(Temporal.Duration.from(duration).total({ unit: 'seconds', relativeTo: '1970-01-01' }));
  } catch {
    throw new Problem(400, 'Unreadable duration', 'expiresIn is an ISO 8601 duration such as PT1H.', {
      errors: [{ pointer: '/expiresIn', detail: `${duration} is not an ISO 8601 duration` }],
    });
  }
}

function phoneOf(named: string): string {
  if (E164.test(named)) return named;
  throw new Problem(
    400,
    'Not a phone number',
    `Write the number in E.164 form, such as +8613800138000, not ${named}.`,
  );
}

function limitOf(query: URLSearchParams, usual: number): number {
  const limit = Number(query.get('limit') ?? usual);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new Problem(400, 'Not a limit', 'limit is a whole number from 1 to 1000.');
}

function cursorOf(after: string): number {
  const cursor = Number(after);
  if (/^\d+$/.test(after) && Number.isSafeInteger(cursor)) return cursor;
  throw new Problem(400, 'Not a cursor', 'after is the `next` of an earlier answer.');
}

function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
  how: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const errors = parsed.issues.map((issue) => ({
    pointer: (issue.path ?? []).map(({ key }) => `/${String(key)}`).join(''),
    detail: issue.message,
  }));
  throw new Problem(400, 'Unreadable request', how, { errors });
}
