import * as v from 'valibot';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { administrators } from '../../staff/access.ts';
import { QuestionnaireBodySchema } from '../../surveys/questionnaire/body.ts';
import { defaultName, defaultQuestions } from '../../surveys/questionnaire/default.ts';
import { QuestionSchema } from '../../surveys/questionnaire/question.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { VersionSchema, versionWanted } from './parts.ts';
import { changedSince, faulty, notRegistered, notYourRole } from './refusals.ts';

const name = told(v.string(), 'By which surveys remember it: `dealer-3`, or `group-1` for the common one.');

export const QuestionnaireViewSchema = v.object({
  name,
  version: VersionSchema,
  questions: told(v.array(QuestionSchema), 'What is asked at present.'),
  versions: told(
    v.array(
      v.object({
        name,
        by: told(v.string(), 'Staff id.'),
        at: InstantSchema,
        questions: v.array(QuestionSchema),
      }),
    ),
    "Every version of the dealer's own, the newest first.",
  ),
});

const few = defaultQuestions.slice(0, 3);

export const questionnaireOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/questionnaire',
    operationId: 'showQuestionnaire',
    tag: 'administration',
    summary: 'See what customers are asked',
    description: 'The questionnaire of a dealer, and every version of its own.',
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The questionnaire.', QuestionnaireViewSchema, {
      name: defaultName,
      version: 0,
      questions: few,
      versions: [],
    }),
    problems: [notRegistered, notFound('dealer')],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/questionnaire',
    operationId: 'storeQuestionnaire',
    tag: 'administration',
    summary: 'Store a questionnaire of its own',
    description:
      'In a new version: surveys that were asked before go on with theirs. After the overall question, texts ask up to two more of the visits that `furtherQuestions` of the dealer draws.',
    security: 'staff',
    parameters: [dealerInPath, versionWanted],
    body: body(
      QuestionnaireBodySchema,
      {
        questions: 'In the order in which their turn comes.',
        'questions.id': 'Answers name it; keep it where a question means the same.',
        'questions.aspect': 'What it is about. Exactly one is `overall`.',
        'questions.kind': 'How it is answered; good is always `yes` or 5.',
        'questions.when': 'It is asked of such visits only, and then first.',
        'questions.text': 'As a text asks it; how to answer is added. One part of a text must hold it.',
        'questions.text.zh-CN': 'In Chinese.',
        'questions.text.en-US': 'In English.',
        'questions.label': 'As the page asks it.',
        'questions.label.zh-CN': 'In Chinese.',
        'questions.label.en-US': 'In English.',
        'questions.options': 'What there is to choose from, for a `choice`.',
        'questions.options.zh-CN': 'In Chinese.',
        'questions.options.en-US': 'In English.',
      },
      { few: { summary: 'Three questions', value: { questions: [...few] } } },
    ),
    answer: answer(200, 'The questionnaire.', QuestionnaireViewSchema, {
      name: 'dealer-1',
      version: 1,
      questions: few,
      versions: [{ name: 'dealer-1', by: 'huang-wei', at: '2026-03-02T01:00:00.000Z', questions: few }],
    }),
    problems: [
      faulty('questionnaire', '/questions/1/id', 'fixed names an earlier question, too'),
      notRegistered,
      notYourRole('store its questionnaire', administrators),
      notFound('dealer'),
      changedSince,
    ],
  },
];
