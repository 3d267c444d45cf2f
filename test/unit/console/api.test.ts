import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { openApiDocument } from '../../../infra/openapi.ts';
import type { reportAttempt } from '../../../shared/callbacks/report-attempt.ts';
import type { showCallback } from '../../../shared/callbacks/show.ts';
import type { commandComplaint } from '../../../shared/complaints/command.ts';
import type { readComplaint } from '../../../shared/complaints/read.ts';
import type { listComplaints } from '../../../shared/complaints/show.ts';
import { operations, problemsOf, responseSchema } from '../../../shared/console/api.ts';
import type { AttemptAnswerSchema, CallbackFormSchema } from '../../../shared/console/api/callbacks.ts';
import type {
  CommandAnswerSchema,
  ComplaintListSchema,
  ComplaintViewSchema,
} from '../../../shared/console/api/complaints.ts';
import type { CausesSchema, WorklistSchema } from '../../../shared/console/api/console.ts';
import type { CustomerViewSchema, DecisionSchema } from '../../../shared/console/api/customers.ts';
import { GatewayErrorSchema, ProblemSchema, sent } from '../../../shared/console/api/refusals.ts';
import type { VisitAnswerSchema, VisitsAnswerSchema } from '../../../shared/console/api/visits.ts';
import type { showCauses } from '../../../shared/console/causes.ts';
import type { showWorklist } from '../../../shared/console/worklist.ts';
import type { decideLink } from '../../../shared/customers/merge.ts';
import type { showCustomer } from '../../../shared/customers/show.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { Table } from '../../../shared/platform/table.ts';
import { instantOf } from '../../../shared/platform/time.ts';
import { mustBe, mustServe, whoAsks } from '../../../shared/staff/access.ts';
import type { takeEach } from '../../../shared/visits/batch.ts';
import type { takeIn } from '../../../shared/visits/take-in.ts';
import type { Person } from '../../../shared/staff/person.ts';
import { verifySignature } from '../../../shared/visits/signature.ts';

describe.each(operations)('examples of $operationId', (operation) => {
  const { answer, otherAnswer, body, parameters = [] } = operation;

  it.each(Object.entries(body?.examples ?? {}))('body: %s', (_name, { value }) => {
    expect(body && v.safeParse(body.schema, value).issues).toBeUndefined();
  });

  it.each(parameters)('parameters in $place', ({ schema, notes }) => {
    const given = Object.entries(notes).map(([name, { example }]) => [name, example]);
    expect(v.safeParse(schema, Object.fromEntries(given)).issues).toBeUndefined();
  });

  it('answers, with nothing in them that is not described', () => {
    for (const { schema, example } of [answer, ...(otherAnswer ? [otherAnswer] : [])])
      expect(v.parse(schema, example)).toEqual(example);
  });

  it('problems', () => {
    for (const problem of problemsOf(operation)) {
      expect(v.parse(ProblemSchema, sent(problem))).toEqual(sent(problem));
    }
  });
});

it('answers of the use cases are what is described (types)', () => {
  type Described<S extends v.GenericSchema> = v.InferInput<S>;
  type Answered<F extends (...args: never[]) => unknown> = Awaited<ReturnType<F>>;
  type Amiss<A, D> = A extends D ? Exclude<keyof A, keyof D> : 'not of this type';
  // Kinds of work and states are plain strings where they come from.
  type Worklist = Omit<Described<typeof WorklistSchema>['items'][number], 'kind'>;

  expectTypeOf<Amiss<Answered<typeof takeIn>, Described<typeof VisitAnswerSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof takeEach>, Described<typeof VisitsAnswerSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof showWorklist>['items'][number], Worklist>>().toEqualTypeOf<'kind'>();
  expectTypeOf<Amiss<Answered<typeof showCallback>, Described<typeof CallbackFormSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof reportAttempt>, Described<typeof AttemptAnswerSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof readComplaint>, Described<typeof ComplaintViewSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof listComplaints>, Described<typeof ComplaintListSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof commandComplaint>, Described<typeof CommandAnswerSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof showCustomer>, Described<typeof CustomerViewSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof decideLink>, Described<typeof DecisionSchema>>>().toBeNever();
  expectTypeOf<Amiss<Answered<typeof showCauses>, Described<typeof CausesSchema>>>().toBeNever();
});

describe('problems are told as functions make them', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const now = instantOf(Date.UTC(2026, 2, 2, 1));
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1772413200', 'webhook-signature': 'v1,x' };
  const advisor: Person = {
    id: 'wang-lei',
    name: '王磊',
    role: 'advisor',
    dealerIds: ['cd-south'],
    active: true,
    absences: [],
  };
  const table = new Table(new DynamoDBClient({ region: 'eu-central-1' }), 'none');

  it.each<[kind: string, operationId: string, refuse: () => unknown]>([
    ['missing-signature', 'ingestVisit', () => verifySignature({ headers: {}, body: '' }, [], now)],
    ['bad-timestamp', 'ingestVisit', () => verified({ 'webhook-timestamp': 'noon' })],
    ['stale-timestamp', 'ingestVisit', () => verified({ 'webhook-timestamp': '1772412000' })],
    ['wrong-signature', 'ingestVisit', () => verified({})],
    ['not-registered', 'showWorklist', () => whoAsks(table, undefined)],
    [
      'not-found',
      'showCallback',
      () => {
        mustServe(advisor, 'austin-north', 'callback');
      },
    ],
    [
      'not-your-role',
      'commandComplaint',
      () => {
        mustBe(advisor, ['agent'], 'propose a solution');
      },
    ],
  ])('%s', async (kind, operationId, refuse) => {
    const operation = operations.find((each) => each.operationId === operationId);
    const told = operation?.problems.find(({ type }) => type === kind);
    const made = await problemOf(refuse);
    expect(made).toBeInstanceOf(Problem);
    expect(made).toMatchObject({ status: told?.status, type: told?.type, title: told?.title });
  });

  async function problemOf(refuse: () => unknown): Promise<unknown> {
    try {
      return await refuse();
    } catch (error) {
      return error;
    }
  }

  function verified(changed: Record<string, string>) {
    return verifySignature({ headers: { ...headers, ...changed }, body: '{}' }, [], now);
  }

  it('a failure of ours, and its shape on the wire', async () => {
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    const { httpFunction } = await import('../../../shared/platform/lambda/http.ts');
    const handler = httpFunction(() => Promise.reject(new Error('broken')));
    const answer: unknown = await handler(
      {
        rawPath: '/',
        isBase64Encoded: false,
        requestContext: { requestId: 'r1', timeEpoch: 0, http: { sourceIp: '192.0.2.1' } },
      },
      lambdaContext,
    );
    const { statusCode, body } = v.parse(v.object({ statusCode: v.number(), body: v.string() }), answer);
    const told = operations[0] && problemsOf(operations[0]).find(({ status }) => status === statusCode);
    expect(JSON.parse(body)).toEqual({
      ...(told && sent(told)),
      instance: 'urn:huifang:request:r1',
    });
  });
});

describe('responseSchema', () => {
  it('is the answer, the problem or what the gateway says, by status', () => {
    expect(v.is(responseSchema('commandComplaint', 200), { id: 'complaint_1', state: 'closed' })).toBe(true);
    expect(responseSchema('commandComplaint', 409)).toBe(ProblemSchema);
    expect(responseSchema('commandComplaint', 401)).toBe(GatewayErrorSchema);
    expect(responseSchema('ingestVisit', 401)).toBe(ProblemSchema);
  });

  it('is either where function and gateway both may refuse', () => {
    const schema = responseSchema('ingestVisit', 413);
    expect(v.is(schema, { message: 'Request Entity Too Large' })).toBe(true);
    expect(v.is(schema, { detail: 'too large' })).toBe(false);
  });

  it('is nothing for an answer that is not described', () => {
    expect(() => responseSchema('commandComplaint', 418)).toThrow('no answer 418 of commandComplaint');
    expect(() => responseSchema('brewCoffee', 200)).toThrow('no operation brewCoffee');
  });
});

describe('the bundled functions', () => {
  let directory: string;
  let inputs: string[];

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'huifang-bundle-'));
    const { outputs } = await bundleFunctions(directory);
    inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('have the document beside them', async () => {
    const text = await readFile(path.join(directory, 'openapi.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it('carry nothing of what makes the document', () => {
    expect(inputs).toContain('shared/visits/body.ts');
    expect(inputs.filter((file) => /shared\/console\/api|to-json-schema|^infra\//.test(file))).toEqual([]);
  });
});

const lambdaContext = {
  awsRequestId: 'r1',
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:1:function:test',
  memoryLimitInMB: '256',
  logGroupName: 'test',
  logStreamName: 'test',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 1000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};
