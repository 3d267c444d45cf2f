import { classOf } from '../../customers/class.ts';
import type { Customer } from '../../customers/customer.ts';
import type { viewVehicle } from '../../customers/vehicle-view.ts';
import { type Dealer, legalEntityOf } from '../../dealers/dealer.ts';
import type { Locale } from '../../events/text-request.ts';
import { findStanding } from '../../messages/standing.ts';
import type { Table } from '../../platform/table.ts';
import { type Instant, localDate } from '../../platform/time.ts';
import type { Person } from '../../staff/person.ts';
import { recogniseItem } from '../../visits/recognise.ts';
import type { VisitDetails } from '../../visits/visit.ts';
import { type BlankValues, fill } from '../scripts/blanks.ts';
import { findScript } from '../scripts/choice.ts';
import { speak } from '../scripts/texts.ts';
import { conduct } from './conduct.ts';
import { type Kept, keptPromises } from './kept.ts';
import { offersFor, type PermittedOffers } from './offers.ts';
import { stakesOf } from './stakes.ts';
import { ageAndMileage } from './vehicle-facts.ts';

/** What is known of a conversation before it begins. */
export interface Known {
  readonly dealer: Dealer;
  readonly caller: Person;
  readonly locale: Locale;
  readonly customer?: Customer | undefined;
  readonly customerName?: string | undefined;
  readonly details?: VisitDetails | undefined;
  readonly vehicle?: Awaited<ReturnType<typeof viewVehicle>> | undefined;
}

const itemsNamed = 5;

/**
 * What the caller is to say and to heed: what was promised and kept (R08), what may come of waiting (R23), the offers
 * that may be mentioned (R27), the script for this conversation with its blanks filled (R24), and how to speak (R20).
 */
export async function prepareTalk(table: Table, known: Known, now: Instant) {
  const { dealer, customer, details, locale } = known;
  const today = localDate(now, dealer.calendar.zone);
  const age = ageAndMileage(details?.vehicle, today);
  const open = known.vehicle?.openItems ?? [];
  const facts = { ...age, openSafetyItems: open.some(({ safety }) => safety.length > 0) };
  const kept = details && keptPromises(details, dealer.currency);
  const stakes = stakesOf(open.flatMap(({ systems }) => systems));
  const consent = { marketing: customer && (await saidToOffers(table, customer, dealer)), locale };
  const offers = offersFor(dealer.settings.offers, facts, consent, today);
  const situation = {
    ...facts,
    systems: systemsDone(details, dealer),
    customerClass: classOf(customer),
    focus: dealer.settings.improvementFocus,
    locale,
  };
  const found = await findScript(table, dealer.id, situation, now);
  const values = valuesOf(known, { kept, stakes: stakes[0]?.[locale], offers });
  const said = found && speak(found.wording, fill(values, locale, dealer.calendar.zone));
  return {
    ...age,
    kept,
    stakes,
    offers,
    script: found && {
      ...found.choice.script,
      name: found.name,
      locale,
      rule: [...found.choice.rule],
      lost: [...found.choice.lost],
      staleSince: found.staleSince,
      sections: (said ?? []).map(({ section, lines }) => ({ section, lines: [...lines] })),
    },
    conduct: [...conduct],
  };
}

/** Whether the customer wants to hear of offers; undefined where they never said. */
async function saidToOffers(table: Table, customer: Customer, dealer: Dealer): Promise<boolean | undefined> {
  const { handsetId } = customer;
  const who = { handsetId, legalEntity: legalEntityOf(dealer), customer };
  const { permitted, basis } = await findStanding(table, 'marketing', who);
  return basis.kind === 'no-consent' ? undefined : permitted;
}

function systemsDone(details: VisitDetails | undefined, dealer: Dealer) {
  const done = (details?.items ?? []).filter(({ outcome }) => outcome === 'done');
  return [...new Set(done.flatMap((item) => recogniseItem(item, dealer.settings.operationCodes).systems))];
}

function valuesOf(
  { dealer, caller, customerName, details, vehicle }: Known,
  told: { kept: Kept | undefined; stakes: string | undefined; offers: PermittedOffers },
): BlankValues {
  const { advisor, items = [], vehicle: car } = details ?? {};
  const { kept } = told;
  const money = (amount: string | undefined) =>
    amount === undefined ? undefined : { amount, currency: kept?.currency ?? dealer.currency };
  const named = [car?.make, car?.model].filter((each) => each !== undefined).join(' ');
  return {
    customer: customerName,
    dealer: dealer.name,
    caller: caller.name,
    // Whoever received the customer does not speak of themselves by name.
    advisor: advisor && [caller.id, caller.dmsId].includes(advisor.id) ? undefined : advisor?.name,
    vehicle: named === '' ? car?.plate : named,
    plate: car?.plate,
    workDone: items
      .filter(({ outcome }) => outcome === 'done')
      .slice(0, itemsNamed)
      .map(({ description }) => description),
    deliveredAt: kept?.deliveredAt,
    promisedAt: kept?.promisedAt,
    lateBy: kept?.minutesLate,
    estimated: money(kept?.estimated),
    actual: money(kept?.actual),
    costMore: Number(kept?.costMore ?? 0) > 0 ? money(kept?.costMore) : undefined,
    deferred: (vehicle?.openItems ?? []).slice(0, itemsNamed).map(({ description }) => description),
    stakes: told.stakes,
    offers: told.offers.items.map(({ text }) => text),
  };
}
