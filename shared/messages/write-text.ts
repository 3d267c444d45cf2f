import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import { changeDealer, getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { type Locale, localeSchema, type TemplateName, templateNames } from '../events/text-request.ts';
import { parseRequest } from '../platform/parse.ts';
import { type Fault, invalid, notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustMatch } from '../platform/version.ts';
import { mustAdminister, mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { lookOf } from './look.ts';
import { mostParts } from './render.ts';
import { templateOf } from './templates.ts';
import { type Blank, blanksIn, type Wording } from './wording.ts';
import { faultsIn } from './wording-faults.ts';
import {
  everyVersion,
  placeOf,
  textKey,
  versionOf,
  wordingInForce,
  type Written,
  WordingSchema,
} from './written.ts';

/** A dealer's own wording of a text in a language. */
export const OwnWordingSchema = v.object({
  template: v.picklist(templateNames),
  locale: localeSchema,
  ...WordingSchema.entries,
});
type OwnWording = v.InferOutput<typeof OwnWordingSchema>;

/** A text in a language: its wording in force, how it looks on a phone, and every version of the dealer's own. */
export interface TextView extends Wording {
  readonly template: TemplateName;
  readonly locale: Locale;
  /** 0 is the built-in wording. */
  readonly version: number;
  readonly blanks: readonly Blank[];
  readonly look: ReturnType<typeof lookOf>;
  readonly versions: readonly Written[];
}

/** Every text that a dealer sends, in both languages. Throws a 404 problem to people of other dealers. */
export async function showTexts(table: Table, dealerId: string, by: Person): Promise<{ texts: TextView[] }> {
  mustServe(by, dealerId, 'dealer');
  const [dealer, versions] = await Promise.all([getDealer(table, dealerId), everyVersion(table, dealerId)]);
  const texts = templateNames.flatMap((template) =>
    localeSchema.options.map((locale) =>
      viewOf(template, locale, dealer, versions.get(textKey(template, locale))),
    ),
  );
  return { texts };
}

/**
 * Stores a dealer's own wording in a new version, by which the text is worded from then on; nothing happens where it is in
 * force already. Throws problems: 400 for a faulty one, 403 to other roles, 404 to people of other dealers, 412 where somebody
 * changed it in between.
 */
export async function storeText(
  dealerId: string,
  input: unknown,
  request: { id: string; by: Person; now: Instant; expected?: number | undefined },
  table: Table,
): Promise<TextView> {
  const { id, by, now, expected } = request;
  mustAdminister(by, dealerId, 'store its texts');
  const dealer = await getDealer(table, dealerId);
  const { template, locale, ...wording } = readOwn(input, dealer);
  const key = textKey(template, locale);
  const earlier = (await everyVersion(table, dealerId)).get(key) ?? [];
  mustMatch(versionOf(dealer, key), expected);
  const { wording: inForce } = await wordingInForce(table, dealer, { template, locale });
  if (isSame(inForce, wording)) return viewOf(template, locale, dealer, earlier);

  const writtenFor = (current: Dealer): Written => ({
    version: versionOf(current, key),
    by: by.id,
    at: now,
    ...wording,
  });
  const changed = await changeDealer(
    table,
    dealerId,
    byStaff(by.id, id, now, now),
    (current) => {
      if (!current) throw notFound('dealer');
      mustMatch(versionOf(current, key), expected);
      // A dealer that was registered anew words its texts as built in, but what it once wrote stays.
      const version = Math.max(versionOf(current, key), earlier[0]?.version ?? 0) + 1;
      const wordings = { ...current.settings.wordings, [key]: version };
      return { ...current, settings: { ...current.settings, wordings } };
    },
    {
      event: (next) => ({
        name: 'wording.stored',
        dealerId,
        facts: { template, locale, version: versionOf(next, key) },
      }),
      attached: (next) => [
        {
          ...placeOf(dealerId, key, versionOf(next, key)),
          content: { written: writtenFor(next) },
        },
      ],
    },
  );
  return viewOf(template, locale, changed.dealer, [writtenFor(changed.dealer), ...earlier]);
}

/** Throws a 400 problem that names each fault. */
function readOwn(input: unknown, dealer: Dealer): OwnWording {
  const own = parseRequest(OwnWordingSchema, input, 'text');
  const faults = ownFaults(own, dealer);
  if (faults.length > 0) throw invalid(`The text has ${faults.length} fault(s); see errors.`, faults);
  return own;
}

/** What is wrong with a dealer's own wording: also, that customers would get it in too many parts. */
export function ownFaults({ template, locale, ...wording }: OwnWording, dealer: Dealer): Fault[] {
  const builtIn = templateOf(template, locale);
  const { parts } = lookOf(wording, locale, dealer);
  return [
    // Whatever a template says, it says about an own visit or complaint.
    ...faultsIn(wording, { purpose: 'service', builtIn }),
    ...(wording.withLink !== undefined && builtIn.withLink === undefined
      ? [{ pointer: '/withLink', detail: 'must not be there: this text names no page' }]
      : []),
    ...(parts > mostParts
      ? [{ pointer: '/words', detail: `needs ${parts} parts; it must have at most ${mostParts}` }]
      : []),
  ];
}

function viewOf(
  template: TemplateName,
  locale: Locale,
  dealer: Dealer,
  versions: readonly Written[] = [],
): TextView {
  const builtIn = templateOf(template, locale);
  const version = versionOf(dealer, textKey(template, locale));
  const { words, withLink, wayOut } = versions.find((each) => each.version === version) ?? builtIn;
  const blanks = [...new Set<Blank>([...blanksIn(builtIn.words), 'greeting'])];
  const look = lookOf({ words }, locale, dealer);
  return { template, locale, version, words, withLink, wayOut, blanks, look, versions };
}

function isSame(one: Wording, other: Wording): boolean {
  return one.words === other.words && one.withLink === other.withLink && one.wayOut === other.wayOut;
}
