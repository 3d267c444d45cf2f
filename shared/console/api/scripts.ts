import * as v from 'valibot';
import { ScriptBodySchema } from '../../callbacks/scripts/body.ts';
import { VersionSchema } from '../../callbacks/scripts/script.ts';
import { TextsSchema } from '../../callbacks/scripts/texts.ts';
import { DecisionSchema } from '../../callbacks/scripts/write.ts';
import { MonthSchema } from '../../events/ledger.ts';
import { notFound, notPossible, Problem } from '../../platform/problem.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { VersionSchema as ChangesSchema, versionWanted } from './parts.ts';
import { changedSince, faulty, notRegistered, notYourRole, noDealer } from './refusals.ts';
import { sample } from './sample.ts';

const id = told(v.string(), "Names it within the dealer; the group's begin with `group-`.");
const origin = told(v.picklist(['dealer', 'group']), "A dealer's own, or a default of the group.");
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const { version, status, name, criteria, locales, cycleDays, ownerId, ...ends } = VersionSchema.entries;
const { digest: _digest, writtenBy, writtenAt, ...decided } = ends;

/** A version of a script; the group's have neither author nor end. */
const ScriptVersionSchema = v.object({
  version: told(version, 'Counted from 1; attempts name it.'),
  status,
  name,
  criteria: told(criteria, 'For which conversations; without any for all.'),
  locales,
  ...v.partial(v.object({ cycleDays, ownerId, writtenBy, writtenAt })).entries,
  ...decided,
  isStale: told(v.boolean(), 'Whether its cycle is over: it is used on, and somebody is to renew it.'),
  texts: v.optional(
    told(
      TextsSchema,
      'By language and section, each line in wordings of which the first that can be filled is said.',
    ),
  ),
});

const inUse = v.optional(told(v.omit(ScriptVersionSchema, ['texts']), 'The version that callers are shown.'));
const draft = v.optional(
  told(v.omit(ScriptVersionSchema, ['texts']), 'The version that waits for approval.'),
);

export const ScriptListSchema = v.object({ items: v.array(v.object({ id, origin, inUse, draft })) });

export const ScriptViewSchema = v.object({
  id,
  origin,
  version: ChangesSchema,
  versions: told(v.array(ScriptVersionSchema), 'The newest first; texts of the one in use and of the draft.'),
  yields: told(
    v.object({
      month: MonthSchema,
      versions: v.array(
        v.object({
          version,
          shown: told(count, 'Attempts at which callers had it before them.'),
          reached: count,
          refused: count,
          newFacts: told(count, 'What customers told that was not known before.'),
          deferredAccepted: told(
            count,
            'Conversations after which the customer wants done what was put off.',
          ),
          bookings: told(count, 'Appointments that were asked for in these conversations.'),
        }),
      ),
    }),
    'What each version yielded in a month of the ledger (UTC).',
  ),
});

export const ScriptAnswerSchema = v.object({
  id,
  version: ChangesSchema,
  inUse: v.optional(VersionSchema),
  draft: v.optional(VersionSchema),
});

const dealerInPath = parameters('path', v.object({ dealerId: v.string() }), {
  dealerId: { description: 'The dealer whose scripts they are.', example: sample.dealerId },
});

const inPath = parameters('path', v.object({ dealerId: v.string(), scriptId: v.string() }), {
  dealerId: { description: 'The dealer whose script it is.', example: sample.dealerId },
  scriptId: { description: 'The script, by its id.', example: 'brakes-spring' },
});

const example: v.InferInput<typeof ScriptBodySchema> = {
  name: '春季制动检查',
  criteria: { systems: ['brakes'], ageMonths: { from: 36 } },
  cycleDays: 90,
  texts: {
    'zh-CN': {
      opening: [['您好，请问是{customer}吗？我是{dealer}的{caller}。', '您好，这里是维修服务回访。']],
      visit: [['您的{vehicle}这次做了{workDone}。']],
      questions: [['踩刹车的感觉怎么样？哪里还不放心？']],
      deferred: [['还没有做的是{deferred}。'], ['{stakes}']],
      offers: [['正好有适合您的：{offers}。']],
      closing: [['谢谢您，祝您用车愉快。']],
    },
  },
};

const written: v.InferInput<typeof VersionSchema> = {
  version: 1,
  status: 'draft',
  name: '春季制动检查',
  criteria: { systems: ['brakes'], ageMonths: { from: 36 } },
  locales: ['zh-CN'],
  cycleDays: 90,
  ownerId: sample.agentId,
  digest: 'mJ0m9kq6Jm7Cq0Xw7v2c3w',
  writtenBy: sample.agentId,
  writtenAt: '2026-03-02T01:00:00.000Z',
};
const { digest: _, ...shown } = written;

export const scriptOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/scripts',
    operationId: 'listScripts',
    tag: 'callbacks',
    summary: 'List the scripts of a dealer',
    description: "The dealer's own, then the group's defaults, which every dealer has from its first day on.",
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The scripts.', ScriptListSchema, {
      items: [{ id: 'brakes-spring', origin: 'dealer', draft: { ...shown, isStale: false } }],
    }),
    problems: [notRegistered, noDealer],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/scripts/{scriptId}',
    operationId: 'showScript',
    tag: 'callbacks',
    summary: 'Show a script and what each version yielded',
    description:
      'The yield is counted over the events of one month; it takes as long as there are events in it.',
    security: 'staff',
    parameters: [
      inPath,
      parameters('query', v.object({ month: v.optional(MonthSchema) }), {
        month: { description: 'The month of the yield, the present one if absent.', example: '2026-03' },
      }),
    ],
    answer: answer(200, 'The script.', ScriptViewSchema, {
      id: 'brakes-spring',
      origin: 'dealer',
      version: 1,
      versions: [{ ...shown, isStale: false, texts: v.parse(TextsSchema, example.texts) }],
      yields: {
        month: '2026-03',
        versions: [
          { version: 1, shown: 14, reached: 9, refused: 1, newFacts: 6, deferredAccepted: 2, bookings: 3 },
        ],
      },
    }),
    problems: [
      faulty('query', '/month', 'must be a month such as 2026-03'),
      notRegistered,
      notFound('script'),
    ],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/scripts/{scriptId}',
    operationId: 'writeScript',
    tag: 'callbacks',
    summary: 'Keep a draft of a script',
    description: `Anybody who works at the dealer may write one; it is used once somebody else approves it. A draft that nobody approved is
replaced. Wordings leave open \`{customer}\`, \`{dealer}\`, \`{caller}\`, \`{advisor}\`, \`{vehicle}\`, \`{plate}\`, \`{workDone}\`,
\`{deliveredAt}\`, \`{promisedAt}\`, \`{lateBy}\`, \`{estimated}\`, \`{actual}\`, \`{costMore}\`, \`{deferred}\`, \`{stakes}\` and \`{offers}\`.`,
    security: 'staff',
    parameters: [inPath, versionWanted],
    body: body(ScriptBodySchema, bodyNotes(), {
      brakes: { summary: 'After work on brakes', value: example },
    }),
    answer: answer(200, 'How the script now stands.', ScriptAnswerSchema, {
      id: 'brakes-spring',
      version: 1,
      draft: written,
    }),
    problems: [
      faulty('script', '/texts/zh-CN/opening/0/0', 'holds a blank that is none; see the list of blanks'),
      notRegistered,
      noDealer,
      changedSince,
    ],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/scripts/{scriptId}/decisions',
    operationId: 'decideScript',
    tag: 'callbacks',
    summary: 'Approve a version of a script, or take one out of use',
    description: `For the head of customer care, service director and general manager, and for nobody who wrote the version. Approving a
draft retires the version in use; approving a version whose cycle is over renews it.`,
    security: 'staff',
    parameters: [inPath, versionWanted],
    body: body(
      DecisionSchema,
      { decision: 'What becomes of it.', version: 'Of which version.' },
      { approve: { summary: 'Approve a draft', value: { decision: 'approve', version: 1 } } },
    ),
    answer: answer(200, 'How the script now stands.', ScriptAnswerSchema, {
      id: 'brakes-spring',
      version: 2,
      inUse: {
        ...written,
        status: 'approved',
        approvedBy: 'zhao-min',
        approvedAt: '2026-03-02T01:30:00.000Z',
        staleAt: '2026-05-31T01:30:00.000Z',
      },
    }),
    problems: [
      faulty('decision', '/version', 'is missing'),
      notRegistered,
      notYourRole('approve a script', ['customer-care-lead', 'service-director', 'general-manager']),
      new Problem({
        status: 403,
        type: 'your-own-draft',
        title: 'Somebody else must approve this',
        detail:
          'You wrote this version, and nobody approves their own script alone. Ask a colleague who may approve.',
      }),
      notFound('version of a script'),
      notPossible('Version 1 is retired; only a draft can be approved.'),
      changedSince,
    ],
  },
];

function bodyNotes(): Record<string, string> {
  const range = { from: 'From this on.', until: 'Until before this.' };
  const notes: Record<string, string> = {
    name: 'As people know it.',
    criteria: 'For which conversations it is meant; without any for all. All that are given must be met.',
    'criteria.ageMonths': 'Months since the vehicle was sold, or since its model year began.',
    'criteria.odometerKm': 'Kilometres at the visit.',
    'criteria.openSafetyItems': 'Whether safety-relevant work was put off.',
    'criteria.systems': 'Something of these was done at the visit.',
    'criteria.customerClasses': 'Important, quality or ordinary customers.',
    'criteria.focus': "The dealer's setting `improvementFocus` says this.",
    cycleDays: 'After so many days it must be renewed.',
    ownerId: 'Who is told then, by staff id; whoever wrote it if absent.',
    texts:
      'By language and section: lines, each in up to four wordings of which the first is said whose blanks can all be filled.',
  };
  const sections = {
    opening: 'Who calls, and whether it is a good time.',
    visit: 'What was done, and what was promised and not kept.',
    questions: 'About needs and feelings in the details of the service; no routine yes or no.',
    deferred: 'What was put off; said only where something is.',
    offers: 'Said only where the customer may hear of offers.',
    closing: 'What happens with what was said.',
  };
  for (const [language, locale] of [
    ['Chinese', 'zh-CN'],
    ['English', 'en-US'],
  ] as const) {
    notes[`texts.${locale}`] = `In ${language}.`;
    for (const [section, note] of Object.entries(sections)) notes[`texts.${locale}.${section}`] = note;
  }
  for (const each of ['ageMonths', 'odometerKm'])
    for (const [end, note] of Object.entries(range)) notes[`criteria.${each}.${end}`] = note;
  return notes;
}
