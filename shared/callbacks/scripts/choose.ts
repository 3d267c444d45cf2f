import * as v from 'valibot';
import { type Focus, focuses } from '../../dealers/focus.ts';
import {
  judgeVehicle,
  vehicleCriteria,
  VehicleCriteriaSchema,
  type VehicleFacts,
} from '../../dealers/vehicle-criteria.ts';
import { type CustomerClass, customerClasses } from '../../events/callbacks.ts';
import type { ScriptRef } from '../../events/scripts.ts';
import type { Locale } from '../../events/text-request.ts';
import { type System, systems } from '../../events/vehicles.ts';
import type { Instant } from '../../platform/time.ts';

/** For which conversations a script is meant (R24, R25); without any criterion for all. */
export const CriteriaSchema = v.object({
  ...VehicleCriteriaSchema.entries,
  /** Something of these systems was done at the visit. */
  systems: v.optional(v.pipe(v.array(v.picklist(systems)), v.minLength(1))),
  customerClasses: v.optional(v.pipe(v.array(v.picklist(customerClasses)), v.minLength(1))),
  /** The dealer is working on this at present. */
  focus: v.optional(v.picklist(focuses)),
});
export type Criteria = v.InferOutput<typeof CriteriaSchema>;

/** Criteria from the weightiest on: whoever is aggrieved is spoken to as such, whatever was done to the vehicle. */
export const criterionNames = ['customer-class', 'focus', 'service-item', ...vehicleCriteria] as const;
type CriterionName = (typeof criterionNames)[number];

/** The conversation for which a script is sought. */
export interface Situation extends VehicleFacts {
  /** The systems on which something was done. */
  readonly systems: readonly System[];
  readonly customerClass: CustomerClass;
  readonly focus?: Focus | undefined;
  readonly locale: Locale;
}

/** A script that could be used: approved, or a default of the group's. */
export interface Candidate {
  readonly ref: ScriptRef;
  readonly criteria: Criteria;
  readonly locales: readonly Locale[];
  readonly origin: 'dealer' | 'group';
  readonly approvedAt?: Instant | undefined;
}

/** Which script was chosen, for which of its criteria, and why each other was not. */
export interface Choice {
  readonly script: ScriptRef;
  readonly rule: readonly CriterionName[];
  readonly lost: readonly { readonly script: ScriptRef; readonly because: Loss }[];
}

export const losses = [...criterionNames, 'language', 'less-specific', 'group-default', 'older'] as const;
export type Loss = (typeof losses)[number];

interface Fitting extends Candidate {
  readonly met: readonly CriterionName[];
}

/**
 * The script for a conversation (R24): of those that fit, the one with the weightiest criteria; among equals the
 * dealer's own before the group's, then the one approved last. Undefined where none fits.
 */
export function chooseScript(candidates: readonly Candidate[], situation: Situation): Choice | undefined {
  const fitting: Fitting[] = [];
  const lost: { script: ScriptRef; because: Loss }[] = [];
  for (const candidate of candidates) {
    const judged = judge(candidate, situation);
    if (typeof judged === 'string') lost.push({ script: candidate.ref, because: judged });
    else fitting.push({ ...candidate, met: judged });
  }
  const [best, ...others] = fitting.sort(byRank);
  if (!best) return undefined;
  const beaten = others.map((other) => ({ script: other.ref, because: whyBehind(best, other) }));
  return { script: best.ref, rule: best.met, lost: [...beaten, ...lost.sort(byId)] };
}

/** The criteria that are met, or the first reason why the script does not fit. */
function judge({ criteria, locales }: Candidate, situation: Situation): CriterionName[] | Loss {
  if (!locales.includes(situation.locale)) return 'language';
  const judged: { criterion: CriterionName; met: boolean }[] = judgeVehicle(criteria, situation);
  if (criteria.systems)
    judged.push({
      criterion: 'service-item',
      met: criteria.systems.some((each) => situation.systems.includes(each)),
    });
  if (criteria.customerClasses)
    judged.push({
      criterion: 'customer-class',
      met: criteria.customerClasses.includes(situation.customerClass),
    });
  if (criteria.focus) judged.push({ criterion: 'focus', met: criteria.focus === situation.focus });
  judged.sort((a, b) => weightOf([b.criterion]) - weightOf([a.criterion]));
  return judged.find(({ met }) => !met)?.criterion ?? judged.map(({ criterion }) => criterion);
}

/** One criterion weighs more than all lighter ones together. */
function weightOf(met: readonly CriterionName[]): number {
  return met.reduce((sum, each) => sum + 2 ** (criterionNames.length - criterionNames.indexOf(each)), 0);
}

function byRank(a: Fitting, b: Fitting): number {
  return (
    weightOf(b.met) - weightOf(a.met) ||
    Number(b.origin === 'dealer') - Number(a.origin === 'dealer') ||
    compare(b.approvedAt ?? '', a.approvedAt ?? '') ||
    compare(a.ref.id, b.ref.id)
  );
}

function whyBehind(best: Fitting, other: Fitting): Loss {
  if (weightOf(other.met) < weightOf(best.met)) return 'less-specific';
  return other.origin === 'group' && best.origin === 'dealer' ? 'group-default' : 'older';
}

function byId(a: { script: ScriptRef }, b: { script: ScriptRef }): number {
  return compare(a.script.id, b.script.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
