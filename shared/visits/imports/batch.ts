import * as v from 'valibot';

/** The most data rows that an import may have. */
const mostRows = 2_000_000;
/** The most rows that tell of one visit: one for each of its items. */
export const mostRowsOfAVisit = 200;

/** A row of a file, counted from 1 without its header. */
export const RowSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostRows));

/** What names an import: the digest of its file, unless somebody gives it a name. */
export const ImportIdSchema = v.pipe(
  v.string(),
  v.regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, full stops, hyphens and underscores'),
);

const row = v.pipe(
  v.object({ row: RowSchema, to: v.optional(RowSchema), visit: v.unknown() }),
  v.forward(
    v.check(
      ({ row: first, to }) => to === undefined || (to >= first && to < first + mostRowsOfAVisit),
      `must lie within ${mostRowsOfAVisit} rows from row on`,
    ),
    ['to'],
  ),
);

/**
 * Up to 100 visits of a file. A visit stands in its row, or in the rows from there to `to`; `rows` ascend. What is told
 * of the import must be the same in each of its batches, but for `total`, how many rows there are, once that is known.
 */
export const BatchBodySchema = v.object({
  importId: ImportIdSchema,
  followUp: v.optional(v.boolean(), false),
  content: v.optional(v.pipe(v.string(), v.maxLength(100))),
  total: v.optional(RowSchema),
  rows: v.pipe(
    v.array(row),
    v.maxLength(100, 'must have at most 100 rows'),
    v.check(
      (rows) => rows.every((each, index) => each.row > lastRowOf(rows[index - 1])),
      'must ascend: each row after the rows of the one before',
    ),
  ),
});
export type BatchBody = v.InferOutput<typeof BatchBodySchema>;
export type BatchRow = BatchBody['rows'][number];

function lastRowOf(before: { row: number; to?: number } | undefined): number {
  return before?.to ?? before?.row ?? 0;
}
