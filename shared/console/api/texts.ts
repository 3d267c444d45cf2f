import * as v from 'valibot';
import { TrialSchema } from '../../messages/try-text.ts';
import { notFound } from '../../platform/problem.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { faulty, notRegistered } from './refusals.ts';

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

export const textOperations: readonly Operation[] = [
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
