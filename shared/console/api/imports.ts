import * as v from 'valibot';
import { notFound, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { BatchBodySchema, RowSchema } from '../../visits/imports/batch.ts';
import { RefusalSchema } from '../../visits/imports/progress.ts';
import { ImportQuerySchema } from '../../visits/imports/show-import.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { faulty } from './refusals.ts';
import { sample } from './sample.ts';
import { formatInQuery, signedHeaders, unknownFormat, unsignedProblems } from './visits.ts';

const row = told(RowSchema, 'The row of the file, counted from 1 without its header.');
const range = v.tuple([RowSchema, RowSchema]);
const why = told(RefusalSchema, 'Why, as a problem; pointers begin at the visit.');

export const BatchAnswerSchema = v.object({
  importId: v.string(),
  taken: told(v.number(), 'How many rows are kept, those of an earlier time too.'),
  refused: v.number(),
  rows: told(
    v.array(
      v.object({
        row,
        status: told(
          v.picklist(['recorded', 'unchanged', 'corrected', 'stale', 'voided', 'taken', 'refused']),
          'What became of its visit; `taken` where this row came before.',
        ),
        problem: v.optional(why),
      }),
    ),
    'An answer for each row, in their order.',
  ),
});

export const ImportViewSchema = v.object({
  importId: v.string(),
  followUp: v.boolean(),
  format: v.optional(v.string()),
  content: v.optional(told(v.string(), 'The digest of the file with which it began.')),
  begunAt: InstantSchema,
  total: v.optional(told(v.number(), 'How many rows it has, once that was told.')),
  taken: told(v.array(range), 'Rows that were taken, from one to another.'),
  refused: v.array(
    v.object({ row, to: v.optional(told(v.number(), 'Its last row, where it has several.')), problem: why }),
  ),
  missing: told(v.array(range), 'Rows of which nothing has come.'),
  next: v.optional(
    told(v.number(), 'The row from which to ask on, as parameter `from`; absent on the last page.'),
  ),
});

const importId = '9f2c61d0a7b34e58';
const dealerInPath = {
  dealerId: { description: 'The dealer whose visits they are.', example: sample.dealerId },
};
const visit = {
  repairOrder: {
    number: 'W-88120',
    openedAt: '2025-11-03 09:10',
    deliveredAt: '2025-11-03 17:20',
    type: '保养',
  },
  vehicle: { vin: 'LFV3A23C8K3000017', plate: '川A12345', odometerKm: '48,210' },
  customer: { id: 'K-20931', name: sample.name, phone: '138 0013 8000' },
  advisor: { name: '王磊' },
  items: [{ description: '更换机油机滤', amount: '¥1,280.50' }],
};
const refusal = {
  type: 'urn:huifang:problem:invalid-request',
  title: 'The request is not valid',
  detail: 'The visit has 1 fault(s); see errors.',
  errors: [{ pointer: '/vehicle/vin', detail: 'is missing' }],
};

export const importOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/imports',
    operationId: 'importVisits',
    tag: 'visits',
    summary: 'Take in rows of a file',
    description: `Up to 100 visits of a file with their rows, signed like a delivery; \`npm run import\` does all of it. A row is taken once,
however often it is sent; one that was refused is read anew. A row that was taken and comes with other content is told
and not taken.

An import is history unless it says \`followUp\`: no customer is asked after its visits, and what a dealer's DMS itself
tells of a visit, before or after, is newer than any history of it. With \`followUp\` they are visits like others.`,
    security: 'webhook',
    parameters: [
      parameters('path', v.object({ dealerId: v.string() }), dealerInPath),
      formatInQuery,
      signedHeaders,
    ],
    body: body(
      BatchBodySchema,
      {
        importId: 'Names the import; the digest of the file unless somebody gives it a name.',
        followUp: 'Whether customers are to be asked after these visits; the same in each batch.',
        content: 'The digest of the file, so that who resumes knows whether it is the same.',
        total: 'How many rows the file has, once that is known.',
        rows: 'Ascending; each with a visit.',
        'rows.row': 'The row, counted from 1 without a header.',
        'rows.to': 'The last row of the visit, where it has several.',
        'rows.visit': 'The visit, in the format that the query names.',
      },
      { two: { summary: 'Rows in format sheet', value: { importId, rows: [{ row: 1, to: 2, visit }] } } },
    ),
    answer: answer(200, 'What came of each row.', BatchAnswerSchema, {
      importId,
      taken: 1,
      refused: 1,
      rows: [
        { row: 1, status: 'recorded' },
        { row: 3, status: 'refused', problem: refusal },
      ],
    }),
    problems: [
      faulty('batch', '/rows', 'must have at most 100 rows'),
      ...unsignedProblems,
      new Problem({
        status: 409,
        type: 'import-began-otherwise',
        title: 'This import began otherwise',
        detail:
          'It began with followUp false and format sheet, and stays so. Import under another name (importId) to do it otherwise.',
      }),
      new Problem({
        status: 413,
        type: 'too-large',
        title: 'The body is too large',
        detail:
          'A batch has at most 4194304 bytes; this one has 5000000. Send fewer visits a request, and of each only what is described.',
      }),
      new Problem({
        status: 429,
        type: 'too-many-batches',
        title: 'Too many batches in this minute',
        detail:
          'Imports of this dealer may post 60 batches a minute. Nothing was taken in; send it again after 12 seconds, signed anew.',
      }),
      unknownFormat(400, 'unknown-format', 'The parameter format names no format that is read here'),
      new Problem({
        status: 400,
        type: 'unknown-mapping',
        title: 'The dealer has no such mapping',
        detail: `There is no mapping "own-dms" here. Store it with POST /v1/dealers/${sample.dealerId}/mappings.`,
      }),
      unknownFormat(415, 'unknown-media-type', 'The media type of the body is none that is read here'),
    ],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/imports/{importId}',
    operationId: 'showImport',
    tag: 'visits',
    summary: 'What has come of an import',
    description: `Which rows were taken, which refused and why, and which are missing: some two thousand rows a page. Signed like a
delivery, over an empty body: it tells numbers of rows and reasons, nothing of any customer.`,
    security: 'webhook',
    parameters: [
      parameters('path', v.object({ dealerId: v.string(), importId: v.string() }), {
        ...dealerInPath,
        importId: { description: 'The import.', example: importId },
      }),
      parameters('query', ImportQuerySchema, {
        from: { description: 'The row from which on it is told; 1 if absent.', example: '2001' },
      }),
      signedHeaders,
    ],
    answer: answer(200, 'What has come of it.', ImportViewSchema, {
      importId,
      followUp: false,
      format: 'sheet',
      content: importId,
      begunAt: v.parse(InstantSchema, '2026-03-02T01:12:00.000Z'),
      total: 20,
      taken: [
        [1, 2],
        [4, 18],
      ],
      refused: [{ row: 3, problem: refusal }],
      missing: [[19, 20]],
    }),
    problems: [
      faulty('query', '/from', 'must be the number of a row'),
      ...unsignedProblems,
      notFound('import'),
    ],
  },
];
