import * as v from 'valibot';
import { localeSchema, templateNames } from '../../events/text-request.ts';
import { TrialSchema } from '../../messages/try-text.ts';
import { blanks } from '../../messages/wording.ts';
import { OwnWordingSchema } from '../../messages/write-text.ts';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { administrators } from '../../staff/access.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { versionWanted } from './parts.ts';
import { changedSince, faulty, notRegistered, notYourRole } from './refusals.ts';

/** How a text would stand on a phone. */
export const TrialAnswerSchema = v.object({
  words: told(v.string(), 'With the name of the dealer, and sample values in the other blanks.'),
  parts: told(
    v.number(),
    'How many parts carriers bill: 160 letters of GSM-7 or 70 others in one, 153 or 67 in each of several.',
  ),
  alphabet: v.picklist(['GSM-7', 'UCS-2']),
  outsideGsm7: v.optional(
    told(v.array(v.string()), 'In English: the characters for whose sake the text is not GSM-7.'),
  ),
  price: v.optional(
    told(
      v.object({ amount: v.string(), currency: v.string() }),
      "Where the dealer's `textBudget` tells what a part costs.",
    ),
  ),
});

const wordingFields = {
  words: told(v.string(), 'The wording, with its blanks in braces.'),
  withLink: v.optional(told(v.string(), 'What it says instead where it names the page on which to answer.')),
  wayOut: v.optional(told(v.string(), 'The word that it names for opting out.')),
};

/** A text in a language, with every version of the dealer's own wording. */
export const TextViewSchema = v.object({
  template: v.picklist(templateNames),
  locale: localeSchema,
  version: told(v.number(), "Of the dealer's own wording; 0 is the built-in one."),
  ...wordingFields,
  blanks: told(v.array(v.picklist(blanks)), 'What it may leave open.'),
  look: TrialAnswerSchema,
  versions: told(
    v.array(
      v.object({
        version: v.number(),
        by: told(v.string(), 'Staff id.'),
        at: InstantSchema,
        ...wordingFields,
      }),
    ),
    "Every version of the dealer's own, the newest first.",
  ),
});

const thanks = {
  template: 'survey.thanks' as const,
  locale: 'zh-CN' as const,
  words: '【{dealer}】谢谢您！欢迎下次光临。',
};
const shownThanks = {
  ...thanks,
  version: 1,
  blanks: ['dealer' as const, 'greeting' as const],
  look: { words: '【成都南店】谢谢您！欢迎下次光临。', parts: 1, alphabet: 'UCS-2' as const },
  versions: [{ version: 1, by: 'huang-wei', at: '2026-03-02T01:00:00.000Z', words: thanks.words }],
};

export const textOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/texts',
    operationId: 'showTexts',
    tag: 'administration',
    summary: 'See how texts are worded',
    description:
      'Every text in both languages: its wording in force, with its parts and price, and every version of the dealer’s own.',
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The texts.', v.object({ texts: v.array(TextViewSchema) }), { texts: [shownThanks] }),
    problems: [notRegistered, notFound('dealer')],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/texts',
    operationId: 'storeText',
    tag: 'administration',
    summary: 'Store a wording of its own',
    description: `In a new version, by which the dealer words the text from then on; \`message.sent\` names it. Refused is what a trial
refuses, and what needs more than three parts. Keep what a question proposes as answers: replies are read as answers to it.`,
    security: 'staff',
    parameters: [dealerInPath, versionWanted],
    body: body(
      OwnWordingSchema,
      {
        template: 'Which text.',
        locale: 'In which language.',
        words: 'The wording, with its blanks in braces.',
        withLink: 'What it says instead where it names the page on which to answer, as {link}.',
        wayOut: 'The word that it names for opting out, such as `T` or `STOP`.',
      },
      { thanks: { summary: 'Other thanks', value: thanks } },
    ),
    answer: answer(200, 'The text.', TextViewSchema, shownThanks),
    problems: [
      faulty('text', '/words', 'must hold the blank {dealer}'),
      notRegistered,
      notYourRole('store its texts', administrators),
      notFound('dealer'),
      changedSince,
    ],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/texts/try',
    operationId: 'tryText',
    tag: 'administration',
    summary: 'Try the wording of a text',
    description: `Shows how a wording would stand on a customer's phone, in how many parts and at what price; nothing is sent or kept.
The blanks are {dealer}, {greeting}, and whatever the built-in wording of the template has. Refused are blanks that nothing fills or
that are missing, a way out that would not be understood or that is missing where the built-in wording, care or marketing name one, and
any price, offer or link in what is not marketing.`,
    security: 'staff',
    parameters: [dealerInPath],
    body: body(
      TrialSchema,
      {
        template: 'The text in whose place it is to stand, if in any.',
        purpose: 'What the text is for; `service`, if absent.',
        locale: 'Its language.',
        words: 'The wording, with its blanks in braces.',
        wayOut: 'The word that it names for opting out, such as `T` or `STOP`.',
        customer: 'A name to try it with.',
      },
      {
        care: {
          summary: 'A greeting',
          value: {
            purpose: 'care',
            locale: 'zh-CN',
            words: '【{dealer}】{greeting}祝您中秋快乐，阖家平安！退订回T',
            wayOut: 'T',
          },
        },
      },
    ),
    answer: answer(200, 'How it would look.', TrialAnswerSchema, {
      words: '【成都南店】王小明您好，祝您中秋快乐，阖家平安！退订回T',
      parts: 1,
      alphabet: 'UCS-2',
      price: { amount: '0.05', currency: 'CNY' },
    }),
    problems: [
      faulty('text', '/words', 'holds a price, which only a marketing text may'),
      notRegistered,
      notFound('dealer'),
    ],
  },
];
