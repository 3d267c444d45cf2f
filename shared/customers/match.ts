import type { linkRules } from '../events/people.ts';
import { isOrganisation, likenessOf } from './names.ts';

/** What of a customer record speaks for or against its being another record's customer. */
export interface RecordFacts {
  readonly customerId: string;
  readonly dealerId: string;
  readonly legalEntity: string;
  readonly dmsId: string;
  readonly kind?: 'individual' | 'enterprise' | 'government';
  readonly name?: string;
  readonly handsetIds: readonly string[];
  readonly vehicleIds: readonly string[];
  readonly plateIds: readonly string[];
}

export type LinkRule = (typeof linkRules)[number];

/** Why two records are one customer's: the rule, and all that they share, as ids. */
export interface Relation {
  readonly rule: LinkRule;
  readonly evidence: {
    readonly phones: readonly string[];
    readonly vehicles: readonly string[];
    readonly plates: readonly string[];
    readonly sameDmsId: boolean;
    readonly sameName: boolean;
  };
}

/**
 * Whether two records are one customer's, by what they share (R03). One thing alone never is enough: a phone may be a
 * family's or a company's, a vehicle may be sold, a plate be given on, and stores number their customers from 1.
 * Names that differ stand against everything; names that agree only support something else.
 */
export function relate(a: RecordFacts, b: RecordFacts): Relation | undefined {
  if (a.customerId === b.customerId || contradict(a, b)) return undefined;
  const evidence = {
    phones: shared(a.handsetIds, b.handsetIds),
    vehicles: shared(a.vehicleIds, b.vehicleIds),
    plates: shared(a.plateIds, b.plateIds),
    sameDmsId: a.dmsId === b.dmsId && a.legalEntity === b.legalEntity && a.dealerId !== b.dealerId,
    sameName: a.name !== undefined && b.name !== undefined && likenessOf(a.name, b.name) === 'same',
  };
  const rule = ruleOf(evidence);
  return rule && { rule, evidence };
}

function ruleOf({
  phones,
  vehicles,
  plates,
  sameDmsId,
  sameName,
}: Relation['evidence']): LinkRule | undefined {
  const [phone, vehicle, plate] = [phones, vehicles, plates].map((each) => each.length > 0);
  if (sameDmsId && (phone || vehicle || sameName)) return 'dms-id';
  if (phone && vehicle) return 'phone-and-vehicle';
  if (phone && sameName) return 'phone-and-name';
  if (vehicle && sameName) return 'vehicle-and-name';
  if (phone && plate) return 'phone-and-plate';
  return plate && sameName ? 'plate-and-name' : undefined;
}

/** Whether two records cannot be one customer's, whatever they share: other names, or a person and an organisation. */
export function contradict(a: RecordFacts, b: RecordFacts): boolean {
  const [left, right] = [isOrganised(a), isOrganised(b)];
  if (left !== undefined && right !== undefined && left !== right) return true;
  return a.name !== undefined && b.name !== undefined && likenessOf(a.name, b.name) === 'different';
}

function isOrganised({ kind, name }: RecordFacts): boolean | undefined {
  if (kind !== undefined) return kind !== 'individual';
  return name === undefined ? undefined : isOrganisation(name);
}

function shared(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((id) => b.includes(id)).sort();
}
