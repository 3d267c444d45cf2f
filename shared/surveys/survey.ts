import type { Change, FactsOf } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import type { WordsRef } from '../events/words.ts';
import type { Instant } from '../platform/time.ts';
import { continued } from './further.ts';
import {
  about,
  filedUnder,
  type Further,
  type Score,
  type Survey,
  type SurveySubject,
  textFor,
} from './state.ts';

/** What a survey asks, how that was chosen, and which of it follows the overall question. */
export interface Questions extends Pick<FactsOf<'survey.asked'>, 'questionnaire' | 'chosen' | 'draw'> {
  readonly further: readonly Further[];
}

/** Puts the overall question (R29). Nothing if it was put before. */
export function ask(
  known: Survey | undefined,
  surveyId: string,
  subject: SurveySubject,
  silentAt: Instant,
  { questionnaire, chosen, draw, further }: Questions = { further: [] },
  page: readonly Attachment[] = [],
): Change<Survey> | undefined {
  if (known) return undefined;
  const put = {
    ...(questionnaire && { questionnaire }),
    ...(further.length > 0 && { further: [...further] }),
  };
  return {
    state: { ...subject, status: 'asked', silentAt, repeats: 0, unread: [], repliesRead: [], ...put },
    events: [
      {
        name: 'survey.asked',
        ...filedUnder(subject),
        facts: {
          ...about(subject),
          question: 'overall',
          ...(questionnaire && { questionnaire }),
          ...(chosen && { chosen }),
          ...(draw && { draw }),
        },
        text: textFor(subject, surveyId, 'survey.overall', 'rating'),
      },
    ],
    attached: page,
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
  /** Whether the customer wants no more texts. */
  readonly leaves?: boolean | undefined;
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

function answer(
  known: Survey,
  surveyId: string,
  { words, remark, grave, leaves }: Reply,
  score: Score,
): Change<Survey> {
  const late = known.fellSilent === true;
  // Whom somebody calls by now, or must call at once, is not asked on by text; nor is who wants none.
  const answered: Survey = { ...known, status: 'answered', score, words };
  const { pending, text } = continued(
    late || grave || leaves ? { ...answered, further: [] } : answered,
    surveyId,
  );
  return {
    state: pending ? { ...answered, pending } : answered,
    events: [
      {
        name: 'survey.answered',
        ...filedUnder(known),
        facts: { ...about(known), score, late, remark: remark === true, words },
        text,
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
