import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import { localeSchema, type TemplateName, type TextRequest } from '../events/text-request.ts';
import { type WordsRef, WordsRefSchema } from '../events/words.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';

const score = v.picklist([1, 2, 3, 4, 5]);
export type Score = v.InferOutput<typeof score>;

/** The questions put to a customer after one visit. */
export const SurveySchema = v.object({
  dealerId: v.string(),
  customerId: v.string(),
  callbackId: v.string(),
  visitId: v.string(),
  handsetId: v.string(),
  locale: localeSchema,
  status: v.picklist(['asked', 'repeated', 'unclear', 'silent', 'answered']),
  /** When silence is recorded as such (R36). */
  silentAt: InstantSchema,
  /** How often the question was put again because a reply was unclear. */
  repeats: v.number(),
  /** Whether the time for an answer ran out before one came. */
  fellSilent: v.optional(v.boolean()),
  score: v.optional(score),
  /** The words of the answer, or else of the newest reply. */
  words: v.optional(WordsRefSchema),
  /** The words of replies before the answer, which a person or a complaint is still to read. */
  unread: v.optional(v.array(WordsRefSchema), []),
  /** Replies that were taken in, so that one delivered twice counts once. */
  repliesRead: v.array(v.string()),
});
export type Survey = v.InferOutput<typeof SurveySchema>;
export type SurveySubject = Pick<
  Survey,
  'dealerId' | 'customerId' | 'callbackId' | 'visitId' | 'handsetId' | 'locale'
>;

/** Puts the overall question (R29). Nothing if it was put before. */
export function ask(
  known: Survey | undefined,
  surveyId: string,
  subject: SurveySubject,
  silentAt: Instant,
): Change<Survey> | undefined {
  if (known) return undefined;
  return {
    state: { ...subject, status: 'asked', silentAt, repeats: 0, unread: [], repliesRead: [] },
    events: [
      {
        name: 'survey.asked',
        ...filedUnder(subject),
        facts: { ...about(subject), question: 'overall' },
        text: textFor(subject, surveyId, 'survey.overall', 'rating'),
      },
    ],
  };
}

/** A customer's reply, as far as it could be read. */
export interface Reply {
  readonly id: string;
  readonly words: WordsRef;
  /** The score, if the words surely are one. */
  readonly score?: Score;
  /** Whether the words hold more than a score. */
  readonly remark?: boolean;
  /** Whether the words are grave, so that nobody may be asked to rephrase them. */
  readonly grave?: boolean;
}

/**
 * What a reply makes of a survey: a sure score answers it, late or not; the first unclear reply is asked about once
 * more; the second, a grave one (R52) and one that comes after silence go to a person; what is written after the
 * answer is a remark.
 */
export function reply(known: Survey | undefined, surveyId: string, given: Reply): Change<Survey> | undefined {
  if (!known || known.repliesRead.includes(given.id)) return undefined;
  const repliesRead = [...known.repliesRead, given.id];
  const { words } = given;
  if (known.score !== undefined) {
    const facts = { ...about(known), score: known.score, remark: true, words };
    return {
      state: { ...known, repliesRead },
      events: [{ name: 'survey.remarked', ...filedUnder(known), facts }],
    };
  }
  if (given.score !== undefined) return answer({ ...known, repliesRead }, surveyId, given, given.score);
  const unread = [...known.unread, words];
  if (known.status === 'asked' && !given.grave) {
    return {
      state: { ...known, repliesRead, unread, words, repeats: 1, status: 'repeated' },
      events: [
        {
          name: 'survey.repeated',
          ...filedUnder(known),
          facts: { ...about(known), question: 'overall', words },
          text: textFor(known, surveyId, 'survey.repeat', 'rating'),
        },
      ],
    };
  }
  return {
    state: { ...known, repliesRead, unread, status: 'unclear', words },
    events: [{ name: 'survey.unclear', ...filedUnder(known), facts: { ...about(known), words } }],
  };
}

function answer(known: Survey, surveyId: string, { words, remark }: Reply, score: Score): Change<Survey> {
  const late = known.fellSilent === true;
  return {
    state: { ...known, status: 'answered', score, words },
    events: [
      {
        name: 'survey.answered',
        ...filedUnder(known),
        facts: { ...about(known), score, late, remark: remark === true, words },
        // Whoever is dissatisfied hears from `complaints` instead.
        text: score > 2 ? textFor(known, surveyId, 'survey.thanks') : undefined,
      },
    ],
  };
}

/**
 * The customer answered on the phone, to a caller who did not serve them (decision 1): it is the answer, put by text
 * before or not, unless there is one already; then it is a remark beside it, which the caller has heard.
 */
export function answerByPhone(
  known: Survey | undefined,
  subject: SurveySubject,
  call: { id: string; at: Instant; words: WordsRef; score: Score },
): Change<Survey> | undefined {
  if (known?.repliesRead.includes(call.id)) return undefined;
  const { words, score, at } = call;
  const repliesRead = [...(known?.repliesRead ?? []), call.id];
  if (known?.score !== undefined) {
    const facts = { ...about(known), score: known.score, remark: false, words };
    return {
      state: { ...known, repliesRead },
      events: [{ name: 'survey.remarked', ...filedUnder(known), facts }],
    };
  }
  const unasked: Survey = {
    ...subject,
    status: 'asked',
    silentAt: at,
    repeats: 0,
    unread: [],
    repliesRead: [],
  };
  const asked = known ?? unasked;
  const late = asked.fellSilent === true;
  return {
    state: { ...asked, repliesRead, status: 'answered', score, words },
    events: [
      {
        name: 'survey.answered',
        ...filedUnder(asked),
        facts: { ...about(asked), score, late, remark: false, by: 'phone', words },
      },
    ],
  };
}

/**
 * Time is up without an answer: silence is a state of its own (R36); whoever wrote something that could not be read was
 * not silent, and a person reads it. Nothing if it is not due.
 */
export function fallSilent(known: Survey | undefined, now: Instant): Change<Survey> | undefined {
  if (!known || known.silentAt > now) return undefined;
  if (known.status !== 'asked' && known.status !== 'repeated') return undefined;
  if (known.status === 'repeated' && known.words) {
    const facts = { ...about(known), words: known.words };
    return {
      state: { ...known, status: 'unclear', fellSilent: true },
      events: [{ name: 'survey.unclear', ...filedUnder(known), facts }],
    };
  }
  return {
    state: { ...known, status: 'silent', fellSilent: true },
    events: [{ name: 'survey.silent', ...filedUnder(known), facts: about(known) }],
  };
}

function textFor(
  subject: SurveySubject,
  surveyId: string,
  template: TemplateName,
  asks?: 'rating',
): TextRequest {
  const { handsetId: to, locale } = subject;
  return { to, template, locale, purpose: 'service', conversation: { kind: 'survey', id: surveyId }, asks };
}

function about({ callbackId, visitId }: SurveySubject) {
  return { callbackId, visitId };
}

function filedUnder({ dealerId, customerId }: SurveySubject): Pick<NewEvent, 'dealerId' | 'customerId'> {
  return { dealerId, customerId };
}
