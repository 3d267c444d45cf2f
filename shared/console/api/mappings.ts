import * as v from 'valibot';
import { notFound, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { MappingBodySchema, TrialBodySchema } from '../../visits/mapping/body.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { faulty, notRegistered, noDealer } from './refusals.ts';
import { sample } from './sample.ts';

const expression =
  '{"repairOrder": {"number": 工单号, "openedAt": $time(进厂时间), "deliveredAt": $time(交车时间), "type": "repair"}}';

/** A version of a mapping. */
export const MappingViewSchema = v.object({
  dealerId: v.string(),
  name: told(v.string(), 'A DMS names it as `?format=mapping:NAME`.'),
  version: told(v.number(), 'Counted from 1; a visit remembers which version read it.'),
  expression: told(v.string(), 'JSONata.'),
  storedBy: told(v.string(), 'Staff id.'),
  storedAt: InstantSchema,
});

export const MappingListSchema = v.object({ items: v.array(MappingViewSchema) });

export const TrialAnswerSchema = v.object({
  understood: told(v.boolean(), 'Whether the visit would be kept.'),
  visit: v.optional(
    told(v.record(v.string(), v.unknown()), 'The visit as it would be kept, in our own format.'),
  ),
  faults: told(
    v.array(v.object({ pointer: v.string(), detail: v.string() })),
    'What is wrong or missing, by JSON pointer to its place in our own format.',
  ),
});

const dealerInPath = parameters('path', v.object({ dealerId: v.string() }), {
  dealerId: { description: 'The dealer whose format it is.', example: sample.dealerId },
});

const wrongRole = new Problem({
  status: 403,
  type: 'not-your-role',
  title: 'Your role does not allow this',
  detail: 'To keep or try mappings one must be: service-director, general-manager.',
});

const mapping = {
  dealerId: sample.dealerId,
  name: 'own-dms',
  version: 1,
  expression,
  storedBy: 'zhou-min',
  storedAt: v.parse(InstantSchema, '2026-03-02T01:12:00.000Z'),
};

export const mappingOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/mappings',
    operationId: 'storeMapping',
    tag: 'visits',
    summary: "Store how a dealer's own format is read",
    description:
      'A mapping is a JSONata expression that makes a visit in our own format of what the DMS writes. Stored again under the same name it gets the next version; the same expression changes nothing.',
    security: 'staff',
    parameters: [dealerInPath],
    body: body(
      MappingBodySchema,
      { name: 'Small letters, digits and hyphens.', expression: 'JSONata.' },
      { mapping: { summary: 'A mapping', value: { name: 'own-dms', expression } } },
    ),
    answer: answer(201, 'The mapping as it is now stored.', MappingViewSchema, mapping),
    problems: [
      faulty('mapping', '/expression', 'Expected "}", got end of expression (at character 7)'),
      notRegistered,
      wrongRole,
      noDealer,
    ],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/mappings/try',
    operationId: 'tryMapping',
    tag: 'visits',
    summary: 'Try a mapping on a visit',
    description: 'Answers what would be kept, or exactly what is wrong or missing. Nothing is kept.',
    security: 'staff',
    parameters: [dealerInPath],
    body: body(
      TrialBodySchema,
      {
        expression: 'JSONata; or else `name`.',
        name: 'A stored mapping, in its present version.',
        visit: 'A visit as the DMS writes it.',
      },
      { trial: { summary: 'An expression', value: { expression, visit: { 工单号: 'W-88120' } } } },
    ),
    answer: answer(200, 'What the mapping makes of the visit.', TrialAnswerSchema, {
      understood: false,
      faults: [{ pointer: '/vehicle', detail: 'is missing' }],
    }),
    problems: [
      faulty('trial', '', 'must have either an expression or the name of a stored mapping'),
      notRegistered,
      wrongRole,
      notFound('mapping'),
    ],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/mappings',
    operationId: 'listMappings',
    tag: 'visits',
    summary: "Every version of a dealer's mappings",
    description: 'By name, the oldest version first.',
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The mappings.', MappingListSchema, { items: [mapping] }),
    problems: [notRegistered, wrongRole, noDealer],
  },
];
