import * as v from 'valibot';
import { losses, criterionNames } from '../../callbacks/scripts/choose.ts';
import { sections } from '../../callbacks/scripts/texts.ts';
import { offerRefusals } from '../../callbacks/form/offers.ts';
import { ScriptRefSchema } from '../../events/scripts.ts';
import { localeSchema } from '../../events/text-request.ts';
import { systems } from '../../events/vehicles.ts';
import { InstantSchema, LocalDateSchema } from '../../platform/time.ts';
import { told } from './operation.ts';
import { sample } from './sample.ts';

const both = { 'zh-CN': v.string(), 'en-US': v.string() };
const money = v.optional(v.string());

/** What of the callback form tells how the customer stands and what to say. */
export const formParts = {
  earlier: told(
    v.array(
      v.object({
        eventId: v.string(),
        name: told(v.string(), 'What happened when it was said, `survey.answered`.'),
        at: v.string(),
        score: v.optional(v.number()),
        text: v.string(),
      }),
    ),
    'What the customer said lately, verbatim, newest first.',
  ),
  complaints: told(
    v.array(
      v.object({
        id: v.string(),
        number: v.string(),
        dealerId: v.string(),
        state: v.string(),
        severity: v.string(),
        isOpen: v.boolean(),
        advisorId: v.optional(
          told(v.string(), 'Who received the visit that led to it, as the DMS names them.'),
        ),
      }),
    ),
    'Complaints that are not closed, of the records at other stores too as far as those may be seen.',
  ),
  ageMonths: v.optional(told(v.number(), 'How old the vehicle is, in whole months.')),
  ageFrom: v.optional(
    told(
      v.picklist(['sold-at', 'model-year']),
      'From what its age is known; a model year begins on 1 January.',
    ),
  ),
  odometerKm: v.optional(v.number()),
  kept: v.optional(
    told(
      v.object({
        promisedAt: v.optional(InstantSchema),
        deliveredAt: v.optional(InstantSchema),
        minutesLate: v.optional(told(v.number(), 'Below zero where it was delivered before the time.')),
        estimated: money,
        actual: money,
        costMore: v.optional(told(v.string(), 'Below zero where it cost less.')),
        currency: money,
      }),
      'What was promised for the visit against what came of it.',
    ),
  ),
  stakes: told(
    v.array(v.object({ system: v.picklist(systems), ...both })),
    'What may come of waiting with what is open on the vehicle, the gravest first.',
  ),
  offers: told(
    v.object({
      permitted: v.boolean(),
      because: v.optional(told(v.picklist(offerRefusals), 'Why none may be mentioned.')),
      items: v.array(v.object({ id: v.string(), text: v.string(), until: LocalDateSchema })),
    }),
    'Promotions that may be mentioned to this customer.',
  ),
  script: v.optional(
    told(
      v.object({
        ...ScriptRefSchema.entries,
        name: v.string(),
        locale: localeSchema,
        rule: told(v.array(v.picklist(criterionNames)), 'The criteria by which it was chosen.'),
        lost: told(
          v.array(v.object({ script: ScriptRefSchema, because: v.picklist(losses) })),
          'Every other script, and why not that one.',
        ),
        staleSince: v.optional(told(InstantSchema, 'Since when it should have been renewed.')),
        sections: told(
          v.array(v.object({ section: v.picklist(sections), lines: v.array(v.string()) })),
          'What to say, its blanks filled; what cannot be said without a hole is left out.',
        ),
      }),
      'Name its id and version in the attempt.',
    ),
  ),
  conduct: told(v.array(v.object({ id: v.string(), ...both })), 'How to speak with customers.'),
};

export const formPartsExample = {
  earlier: [
    {
      eventId: 'survey_2f4h6k8m0p2r4t6w8y0a.2',
      name: 'survey.answered',
      at: '2026-01-09T03:20:00.000Z',
      score: 2,
      text: sample.words,
    },
  ],
  complaints: [
    {
      id: sample.complaintId,
      number: 'C-7Q0C2W',
      dealerId: sample.dealerId,
      state: 'confirmed',
      severity: 'ordinary',
      isOpen: true,
      advisorId: 'A02',
    },
  ],
  ageMonths: 35,
  ageFrom: 'sold-at' as const,
  odometerKm: 41_230,
  kept: {
    promisedAt: '2026-03-02T09:00:00.000Z',
    deliveredAt: '2026-03-02T09:30:00.000Z',
    minutesLate: 30,
    estimated: '650.00',
    actual: '680.00',
    costMore: '30.00',
    currency: 'CNY',
  },
  stakes: [
    { system: 'brakes' as const, 'zh-CN': '刹车距离会变长……', 'en-US': 'The stopping distance grows …' },
  ],
  offers: { permitted: false, because: 'no-marketing-consent' as const, items: [] },
  script: {
    id: 'group-standard',
    version: 1,
    name: 'Standard 标准',
    locale: 'zh-CN' as const,
    rule: [],
    lost: [{ script: { id: 'group-new-vehicle', version: 1 }, because: 'vehicle-age' as const }],
    sections: [{ section: 'opening' as const, lines: ['您好，请问是张伟吗？我是成都南店的李娜。'] }],
  },
  conduct: [
    {
      id: 'never-interrupt',
      'zh-CN': '不打断客户，听完再说。',
      'en-US': 'Never interrupt; hear the customer out.',
    },
  ],
};
