import * as v from 'valibot';
import { eventSchema } from './envelope.ts';
import { purposes } from './text-request.ts';
import { WordsRefSchema } from './words.ts';

/** How a customer said what they may be written for. */
export const consentWays = ['signed-form', 'at-the-desk', 'by-phone', 'by-text', 'online'] as const;

const said = {
  handsetId: v.string(),
  purpose: v.picklist(purposes),
  channel: v.literal('sms'),
  legalEntity: v.string(),
  how: v.picklist(consentWays),
  /** What the customer agreed to, or said, in its wording. */
  wording: WordsRefSchema,
};

/** The customer allowed a company to text them for a purpose; who noted it is the actor, when it was said `happenedAt`. */
export const ConsentGiven = eventSchema('consent.given', said);
/** The customer told staff to text no more for a purpose: only their own text can lift it. */
export const ConsentWithdrawn = eventSchema('consent.withdrawn', said);
