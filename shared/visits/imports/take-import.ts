import type { Dealer } from '../../dealers/dealer.ts';
import { idOf, secretIdOf } from '../../platform/ids.ts';
import { parseJson, parseRequest } from '../../platform/parse.ts';
import { Problem } from '../../platform/problem.ts';
import { Conflict, type Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { tryToKeep } from '../delivery.ts';
import { formatTold } from '../formats/formats.ts';
import type { Reader } from '../formats/reader.ts';
import { mustFit } from '../ingest.ts';
import { outcomeOfRefusal } from '../outcome.ts';
import { mustBeWithinImportRate } from '../rate.ts';
import { readerOf } from '../reader-of.ts';
import type { RecordStatus } from '../record.ts';
import { type IntakeDeps, type IntakeRequest, type IntakeTimes, senderOf } from '../sender.ts';
import { takeIn } from '../take-in.ts';
import { type BatchBody, BatchBodySchema, type BatchRow } from './batch.ts';
import { bounded, type Refusal, type RowOutcome } from './progress.ts';
import { type Head, loadHead, loadWindows, noteRows, saveHead } from './store.ts';

/** What came of one row: what became of its visit, `taken` if that was told before, or why it was refused. */
export interface RowAnswer {
  readonly row: number;
  readonly status: RecordStatus | 'taken' | 'refused';
  readonly problem?: Refusal;
}

/** What came of a batch, row by row. */
export interface BatchAnswer {
  readonly importId: string;
  readonly taken: number;
  readonly refused: number;
  readonly rows: RowAnswer[];
}

const largestBody = 4 * 1024 * 1024; // bytes
const largestVisit = 256 * 1024; // bytes
const lanes = 4;

/**
 * Takes in a batch of an import: each row once, however often it is sent. What came of its rows is kept after their
 * visits, so a batch that is cut off anywhere is sent again and finds its visits as it left them. One that is refused as
 * a whole is kept among the deliveries of the last seven days. Throws problems: 401 for a signature, 429 beyond the rate,
 * 400 for a body, 409 for an import that began otherwise.
 */
export async function takeImport(
  request: IntakeRequest,
  times: IntakeTimes,
  deps: IntakeDeps,
): Promise<BatchAnswer> {
  const { dealer, webhookId } = await senderOf(request, times.now, deps);
  await mustBeWithinImportRate(deps.table, dealer, times.now);
  try {
    return await takeBatch(request, dealer, times, deps);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const told = {
      webhookId,
      receivedAt: times.arrivedAt,
      of: 'import' as const,
      ...outcomeOfRefusal(error),
    };
    await tryToKeep(deps.table, dealer, told, request);
    throw error;
  }
}

async function takeBatch(
  request: IntakeRequest,
  dealer: Dealer,
  times: IntakeTimes,
  deps: IntakeDeps,
): Promise<BatchAnswer> {
  mustFit(request.body, largestBody, 'A batch');
  const batch = parseRequest(BatchBodySchema, parseJson(request.body), 'batch');
  const told = formatTold(request.format, request.headers['content-type']);
  const reader = await readerOf(told, dealer, deps.table);
  await begin(batch, request.format, dealer, times.now, deps.table);
  const key = await deps.secret.identityKey();
  const { importId } = batch;
  const first = batch.rows.map(({ row }) => row);
  const known = new Map(
    (await loadWindows(deps.table, dealer.id, importId, first)).flatMap(({ rows }) => Object.entries(rows)),
  );
  const outcomes = new Map<number, RowOutcome>();
  const answers = await inLanes(batch.rows, async (each): Promise<RowAnswer> => {
    const digest = secretIdOf('row', key, JSON.stringify(each.visit) ?? '');
    const before = known.get(String(each.row));
    if (before && !before.refusal) return again(each.row, before.digest === digest);
    const { answer, refusal } = await taken(each, batch, reader, dealer, times, { ...deps, key });
    const to = each.to === undefined || each.to === each.row ? {} : { to: each.to };
    outcomes.set(each.row, { ...to, digest, ...(refusal && { refusal }) });
    return answer;
  });
  await noteRows(deps.table, dealer.id, importId, outcomes);
  const refused = answers.filter(({ status }) => status === 'refused').length;
  return { importId, taken: answers.length - refused, refused, rows: answers };
}

/** Begins an import, or finds that it began so. Throws a 409 problem where it began otherwise. */
async function begin(
  { importId, followUp, content, total }: BatchBody,
  format: string | undefined,
  dealer: Dealer,
  now: Instant,
  table: Table,
): Promise<void> {
  for (;;) {
    const known = await loadHead(table, dealer.id, importId);
    if (known && (known.head.followUp !== followUp || known.head.format !== format))
      throw beganOtherwise(known.head);
    if (known && (total === undefined || known.head.total === total)) return;
    const head: Head = known?.head ?? { followUp, format, content, begunAt: now };
    try {
      await saveHead(
        table,
        dealer.id,
        importId,
        { ...head, ...(total !== undefined && { total }) },
        known?.version ?? 0,
      );
      return;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

function beganOtherwise({ followUp, format }: Head): Problem {
  return new Problem({
    status: 409,
    type: 'import-began-otherwise',
    title: 'This import began otherwise',
    detail: `It began with followUp ${followUp} and format ${format ?? 'canonical'}, and stays so. Import under another name (importId) to do it otherwise.`,
  });
}

/** A row that was taken before: the same again changes nothing, other content is told and not taken. */
function again(row: number, isSame: boolean): RowAnswer {
  if (isSame) return { row, status: 'taken' };
  return {
    row,
    status: 'refused',
    problem: {
      type: 'urn:huifang:problem:row-changed',
      title: 'This row was taken with other content before',
      detail: 'What was taken stays as it is. To import the file as it now is, give the import another name.',
    },
  };
}

async function taken(
  { row, visit }: BatchRow,
  { importId, followUp }: BatchBody,
  reader: Reader,
  dealer: Dealer,
  times: IntakeTimes,
  deps: { readonly table: Table; readonly key: Uint8Array },
): Promise<{ answer: RowAnswer; refusal?: Refusal }> {
  // Not the webhook of the batch: a row that is sent again comes in another one.
  const webhookId = idOf('import', dealer.id, importId, String(row));
  const imported = { id: importId, row, followUp };
  try {
    mustFit(JSON.stringify(visit) ?? '', largestVisit, 'A visit');
    const understood = await reader.read(visit);
    const arrival = { ...times, webhookId, imported, ...(reader.readAs && { readAs: reader.readAs }) };
    const { status } = await takeIn(understood, dealer, arrival, deps);
    return { answer: { row, status } };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { type, title, detail, errors } = error;
    const refusal = bounded({ type: `urn:huifang:problem:${type}`, title, detail, errors: [...errors] });
    return { answer: { row, status: 'refused', problem: refusal }, refusal };
  }
}

/** Handles rows several at a time, but those after another that tell of the same repair order in their turn. */
async function inLanes<T>(rows: readonly BatchRow[], handle: (row: BatchRow) => Promise<T>): Promise<T[]> {
  const groups = Map.groupBy(rows.entries(), ([, { visit }]) => orderOf(visit));
  const waiting = [...groups.values()];
  const answers = new Map<number, T>();
  const lane = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift())
      for (const [index, row] of group) answers.set(index, await handle(row));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return [...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer);
}

/** What tells which rows may be of one repair order; rows in a shape of the dealer's own are one group. */
function orderOf(visit: unknown): unknown {
  if (typeof visit !== 'object' || visit === null || !('repairOrder' in visit)) return undefined;
  const { repairOrder } = visit;
  if (typeof repairOrder !== 'object' || repairOrder === null || !('number' in repairOrder)) return undefined;
  return String(repairOrder.number).trim();
}
