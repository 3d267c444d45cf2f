import * as v from 'valibot';
import { weekdays } from '../../dealers/calendar.ts';
import { DealerBodySchema, SettableSchema } from '../../dealers/administer.ts';
import { DealerSchema, DealerSettingsSchema } from '../../dealers/dealer.ts';
import { SecretBodySchema } from '../../dealers/secret-generations.ts';
import { TextingBodySchema } from '../../dealers/texting.ts';
import { localeSchema } from '../../events/text-request.ts';
import { notPossible } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { listOf, VersionSchema, versionWanted } from './parts.ts';
import { changedSince, faulty, notRegistered, notYourRole, noDealer } from './refusals.ts';
import { sample } from './sample.ts';

export const DealerViewSchema = v.object({
  ...DealerSchema.entries,
  settings: DealerSettingsSchema,
  version: VersionSchema,
  defaults: told(DealerSettingsSchema, 'What each setting is where nobody has set it.'),
});

/** As a dealer is described: unknown settings are refused by their names. */
const DescribedDealerSchema = v.object({
  ...DealerBodySchema.entries,
  settings: v.optional(SettableSchema, {}),
});

export const DealersSchema = v.object({
  ...v.omit(
    listOf(
      v.object({
        id: v.string(),
        name: v.string(),
        locale: localeSchema,
        sandbox: told(v.boolean(), 'Whether it texts nobody but the numbers that it lists.'),
        textsPaused: told(v.boolean(), 'Whether its texts wait.'),
      }),
    ),
    ['next'],
  ).entries,
  groupTextsPaused: told(v.boolean(), 'Whether the texts of the whole group wait.'),
});

export const SecretsSchema = v.object({
  accepted: told(v.array(v.number()), 'Generations that the DMS may sign with now.'),
  retiring: told(
    v.array(v.object({ generation: v.number(), until: InstantSchema })),
    'Those of them that end by themselves.',
  ),
});

export const dealerInPath = parameters('path', v.object({ dealerId: v.string() }), {
  dealerId: { description: 'The dealer.', example: sample.dealerId },
});

const day = [{ from: '08:30', until: '18:00' }];
const described: v.InferInput<typeof DescribedDealerSchema> = {
  name: '成都南店',
  locale: 'zh-CN',
  country: 'CN',
  currency: 'CNY',
  calendar: {
    zone: 'Asia/Shanghai',
    week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: [] },
    closedDates: ['2026-10-01'],
    makeUpDates: ['2026-10-10'],
  },
};
const calendarNotes = {
  calendar: 'Shifts by weekday in its own zone, holidays and make-up work days.',
  'calendar.zone': 'IANA time zone.',
  'calendar.week': 'The shifts of each weekday; none where it is closed.',
  ...Object.fromEntries(
    weekdays.flatMap((day) => [
      [`calendar.week.${day}`, 'The shifts of this weekday.'],
      [`calendar.week.${day}.from`, 'Local time at which the shift begins.'],
      [`calendar.week.${day}.until`, 'Local time at which it ends.'],
    ]),
  ),
  'calendar.closedDates': 'Days on which it is closed whatever the weekday.',
  'calendar.makeUpDates': "Days that are worked with Monday's shifts all the same.",
  'calendar.holidayYears':
    'The years whose public holidays are among these dates; if absent, those of the closed dates. A year that is missing raises an alarm.',
};
const defaults = v.parse(DealerSettingsSchema, {});
const view = v.parse(DealerViewSchema, {
  ...described,
  id: sample.dealerId,
  version: 2,
  settings: { askAt: '11:00' },
  defaults,
});
const notYours = notYourRole('change a dealer', ['service-director', 'general-manager']);
const generationInPath = parameters(
  'path',
  v.object({ dealerId: v.string(), generation: v.pipe(v.string(), v.digits()) }),
  {
    dealerId: { description: 'The dealer.', example: sample.dealerId },
    generation: { description: 'Counts the secrets of a dealer, from 1.', example: '2' },
  },
);
const switchBody = body(
  TextingBodySchema,
  { paused: 'Whether texts are to wait.' },
  { pause: { summary: 'Hold every text', value: { paused: true } } },
);

export const dealerOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers',
    operationId: 'listDealers',
    tag: 'administration',
    summary: 'List your dealers',
    description: 'The dealers at which you work, and whether their texts or those of the group are paused.',
    security: 'staff',
    answer: answer(200, 'Your dealers.', DealersSchema, {
      items: [{ id: sample.dealerId, name: '成都南店', locale: 'zh-CN', sandbox: false, textsPaused: false }],
      groupTextsPaused: false,
    }),
    problems: [notRegistered],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}',
    operationId: 'showDealer',
    tag: 'administration',
    summary: 'Show a dealer',
    description:
      'Hours, holidays and settings, those at their defaults too. For service directors and above.',
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The dealer.', DealerViewSchema, view),
    problems: [notRegistered, notYours, noDealer],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}',
    operationId: 'registerDealer',
    tag: 'administration',
    summary: 'Register or change a dealer',
    description: `Replaces the description of a dealer: a setting that is not given goes back to its default, an unknown one is
refused. Secrets and pauses stay as they are. A dealer that is not there is registered, by a general manager, who serves
it from then on.`,
    security: 'staff',
    parameters: [dealerInPath, versionWanted],
    body: body(
      DescribedDealerSchema,
      {
        name: 'As customers know it; it signs every text.',
        legalEntity:
          "The company that it belongs to, by a name of the group's own; a company of its own if absent. Stores of one company see each other's visits of a customer.",
        locale: 'Its language.',
        country: 'ISO 3166, in which national phone numbers are read.',
        currency: 'ISO 4217.',
        ...calendarNotes,
        settings: 'Those that differ from the defaults.',
      },
      {
        later: {
          summary: 'Asks an hour later than usual',
          value: { ...described, settings: { askAt: '11:00' } },
        },
      },
    ),
    answer: answer(200, 'The dealer as it now is.', DealerViewSchema, view),
    problems: [
      faulty('dealer', '/settings/askIn', 'is no setting; there are askAt, sendingWindow, askWithinDays'),
      notRegistered,
      notYours,
      noDealer,
      changedSince,
    ],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/secrets/{generation}',
    operationId: 'addSecret',
    tag: 'administration',
    summary: 'Add a webhook secret',
    description: `Makes the next generation of the dealer's webhook secret valid beside the older ones, which stay valid until they are
ended by DELETE or after the hours given. The secret itself is never answered: an operator reads it by
\`npm run dealer -- secret\`. The same request again changes nothing.`,
    security: 'staff',
    parameters: [generationInPath],
    body: body(
      SecretBodySchema,
      { retireOldAfterHours: 'After so many hours the older generations end; never, if absent.' },
      { twoDays: { summary: 'Two days for the change', value: { retireOldAfterHours: 48 } } },
    ),
    answer: answer(200, 'What the DMS may sign with.', SecretsSchema, {
      accepted: [1, 2],
      retiring: [{ generation: 1, until: '2026-03-04T01:00:00.000Z' }],
    }),
    problems: [
      faulty('secret', '/retireOldAfterHours', 'must be number'),
      notRegistered,
      notYours,
      noDealer,
      notPossible('The next generation of the secret is 2, not 5.'),
    ],
  },
  {
    method: 'DELETE',
    path: '/v1/dealers/{dealerId}/secrets/{generation}',
    operationId: 'retireSecret',
    tag: 'administration',
    summary: 'End a webhook secret',
    description: 'Ends an older generation at once. The newest cannot be ended.',
    security: 'staff',
    parameters: [generationInPath],
    answer: answer(200, 'What the DMS may sign with.', SecretsSchema, { accepted: [2], retiring: [] }),
    problems: [
      faulty('path', '/generation', 'must be a whole number'),
      notRegistered,
      notYours,
      noDealer,
      notPossible('Generation 2 is the newest; add generation 3 and let the DMS sign with it first.'),
    ],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/texting',
    operationId: 'switchTexts',
    tag: 'administration',
    summary: "Pause a dealer's texts",
    description: `While paused, every text waits, but for the confirmation of an opt-out. Within half an hour after the pause each
is judged anew: what is no longer wanted or older than a day is not sent, and a person is told where somebody must call.`,
    security: 'staff',
    parameters: [dealerInPath],
    body: switchBody,
    answer: answer(200, 'How it now stands.', TextingBodySchema, { paused: true }),
    problems: [faulty('switch', '/paused', 'is missing'), notRegistered, notYours, noDealer],
  },
  {
    method: 'PUT',
    path: '/v1/group/texting',
    operationId: 'switchGroupTexts',
    tag: 'administration',
    summary: "Pause the group's texts",
    description: 'As for one dealer, for all of them. For general managers.',
    security: 'staff',
    body: switchBody,
    answer: answer(200, 'How it now stands.', TextingBodySchema, { paused: true }),
    problems: [
      faulty('switch', '/paused', 'is missing'),
      notRegistered,
      notYourRole('pause the texts of the group', ['general-manager']),
    ],
  },
];
