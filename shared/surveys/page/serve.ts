import { pageHeaders } from '../../complaints/page/frame.ts';
import { languageOf } from '../../complaints/page/language.ts';
import { mustBeWithin } from '../../complaints/page/limits.ts';
import { getDealer } from '../../dealers/dealers.ts';
import { Problem } from '../../platform/problem.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { findVisitDetails } from '../../visits/visits.ts';
import { defaultName } from '../questionnaire/default.ts';
import { conditionsOf } from '../questionnaire/facts.ts';
import { questionsOf } from '../questionnaire/kept.ts';
import { isLow, type Question } from '../questionnaire/question.ts';
import type { Survey } from '../state.ts';
import { surveys } from '../store.ts';
import { answerByPage } from './answer.ts';
import { findPage, pageIdOf } from './link.ts';
import { questionsOnPage } from './questions.ts';
import { readForm } from './read-form.ts';
import { formPage, refusedPage, type Shown, thanksPage, valueOf } from './render.ts';

/** What a browser asks for: the page of a token, in a language. */
interface Asked {
  readonly id: string;
  readonly token: string;
  readonly language?: string | undefined;
  readonly accepted?: string | undefined;
  readonly now: Instant;
}

/** A page to be answered. */
interface Served {
  readonly status: number;
  readonly page: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A survey whose page is open, with what it asks. */
interface Open {
  readonly surveyId: string;
  readonly survey: Survey;
  readonly questions: readonly Question[];
  readonly shown: Shown;
}

const largestBody = 32 * 1024;
const limits = { address: 120, page: 20 } as const;

/** The page of a survey: the questions that remain, beside what was answered by text. */
export async function showPage(asked: Asked, table: Table): Promise<Served> {
  const open = await openPage(asked, table);
  return 'page' in open ? open : served(200, formPage(open.shown, open));
}

/** Takes in what was sent from it, once, and thanks; or shows the form again with what is missing. */
export async function submitPage(
  asked: Asked & { readonly body: string; readonly address: string },
  { table, secret }: { readonly table: Table; readonly secret: GroupSecret },
): Promise<Served> {
  const open = await openPage(asked, table);
  if ('page' in open) return open;
  const { surveyId, survey, questions, shown } = open;
  if (Buffer.byteLength(asked.body) > largestBody) return served(413, refusedPage(shown, 'tooLong'));
  try {
    const counted = { table, secret };
    await mustBeWithin(limits.address, ['survey-address', asked.address], asked, counted);
    await mustBeWithin(limits.page, ['survey-page', pageIdOf(asked.token)], asked, counted);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 429) throw error;
    return served(429, refusedPage(shown, 'tooMany'), error.headers);
  }
  const read = readForm(asked.body, { surveyId, survey, questions, locale: shown.locale, now: asked.now });
  if ('fault' in read) return served(400, formPage(shown, { questions, survey, ...read }));
  const occasion = {
    cause: { kind: 'request', id: asked.id },
    actor: { kind: 'customer' },
    happenedAt: asked.now,
    now: asked.now,
  } as const;
  const changed = await surveys(table).change(surveyId, occasion, (known) => answerByPage(known, read.sent));
  const now = changed.state ?? survey;
  const remain = questions.some(
    (question) => question.kind !== 'open' && valueOf(question, now) === undefined,
  );
  return served(200, thanksPage(shown, thanksFor(now, questions), remain));
}

function thanksFor(survey: Survey, questions: readonly Question[]): 'good' | 'modest' | 'sorry' {
  if ((survey.score ?? 3) <= 2) return 'sorry';
  const isLowAnywhere = questions.some((question) => isLow(question.kind, valueOf(question, survey)));
  return survey.score === 3 || isLowAnywhere ? 'modest' : 'good';
}

async function openPage({ token, language, accepted, now }: Asked, table: Table): Promise<Open | Served> {
  const found = await findPage(table, token, now);
  const survey = found && (await surveys(table).load(found.surveyId))?.state;
  if (!found || !survey) {
    const shown = { locale: languageOf(language, accepted, 'en-US'), dealerName: '' };
    return served(404, refusedPage(shown, 'none'));
  }
  const { surveyId } = found;
  const dealer = await getDealer(table, survey.dealerId);
  const shown = { locale: languageOf(language, undefined, survey.locale), dealerName: dealer.name };
  if (found.isOver) return served(410, refusedPage(shown, 'over'));
  const all = await questionsOf(table, dealer.id, survey.questionnaire ?? defaultName);
  const met = conditionsOf(await findVisitDetails(table, survey.visitId));
  return { surveyId, survey, questions: questionsOnPage(surveyId, survey, all, met), shown };
}

function served(status: number, page: string, headers: Readonly<Record<string, string>> = {}): Served {
  return { status, page, headers: { ...pageHeaders, 'cache-control': 'no-store', ...headers } };
}
