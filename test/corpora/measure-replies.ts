import { readKeyword } from '../../shared/messages/opt-out.ts';
import { templateOf } from '../../shared/messages/templates.ts';
import { readYesNo } from '../../shared/messages/yes-no.ts';
import { readRating } from '../../shared/surveys/reply.ts';
import type { LabelledReply } from './corpus.ts';
import { type Measure, measure } from './measure.ts';

/** The readers' figures on some replies to the five-level question. */
export function measureReplies(replies: readonly LabelledReply[]): Measure[] {
  const rated = replies.filter(({ rating }) => rating !== null);
  const read = replies.filter((reply) => sureRating(reply) !== undefined);
  const left = replies.filter(({ optOut }) => optOut);
  const stayed = replies.filter(({ optOut }) => !optOut);
  const closing = replies.filter(({ yesNo }) => yesNo !== undefined);
  return [
    measure(
      'no answer, and not taken for one',
      replies.filter(noAnswer),
      (reply) => sureRating(reply) === undefined,
    ),
    measure(
      'unsure, and left to be asked',
      replies.filter(({ unsure }) => unsure),
      (reply) => sureRating(reply) === undefined,
    ),
    measure('taken for a rating, and is that rating', read, (reply) => sureRating(reply) === reply.rating),
    measure('a rating, and read as such', rated, (reply) => sureRating(reply) === reply.rating),
    measure('opt-out, and obeyed', left, leaves),
    measure('no opt-out, and not taken for one', stayed, (reply) => !leaves(reply)),
    ...(closing.length > 0 ? [measure('yes or no, and read as such', closing, saysSo)] : []),
  ];
}

function noAnswer({ isAnswer }: LabelledReply): boolean {
  return !isAnswer;
}

/** The rating that would be taken, also of whoever asks for no more texts. */
function sureRating({ text }: LabelledReply): number | undefined {
  const rating = readRating(text);
  return rating?.sure ? rating.value : undefined;
}

function leaves({ text, locale }: LabelledReply): boolean {
  const namedWayOut = templateOf('survey.overall', locale).wayOut;
  return readKeyword(text, { namedWayOut, yesNoOpen: false })?.kind === 'opt-out';
}

function saysSo({ text, yesNo }: LabelledReply): boolean {
  return readYesNo(text)?.value === yesNo;
}
