import * as v from 'valibot';
import { departments } from '../events/complaints.ts';
import { shortText } from '../platform/formats.ts';

/** A schema with what its values mean, for the description of the API. */
export function told<const S extends v.GenericSchema>(schema: S, meaning: string) {
  return v.pipe(schema, v.description(meaning));
}

/** Who somebody of the staff is. */
export const staffId = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
const minorUnits = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000));

/** What is offered to the customer: goods, money and apology, alone or together (R45). */
const OptionSchema = v.pipe(
  v.object({
    goods: v.optional(told(shortText(500), 'Goods or work that the customer gets.')),
    money: v.optional(told(minorUnits, "Money in the smallest unit of the dealer's currency (cents, 分).")),
    apology: v.optional(
      told(v.picklist(['spoken', 'written', 'visit']), 'How the dealer apologises; `visit` at their home.'),
    ),
  }),
  v.check(
    ({ goods, money, apology }) => goods !== undefined || money !== undefined || apology !== undefined,
    'must offer goods, money or an apology',
  ),
);

const ExecutionSchema = v.object({
  department: told(v.picklist(departments), 'Which department carries it out.'),
  ownerId: told(staffId, 'Staff id of the person there; it appears in their worklist once approved.'),
  what: told(shortText(1000), 'What is to be done.'),
  withinHours: told(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(400)),
    'Working hours for it, from the approval on.',
  ),
});

/** What is decided of a settlement in words, whoever says it. */
export const settlementEntries = {
  options: told(v.pipe(v.array(OptionSchema), v.minLength(1), v.maxLength(5)), 'What was weighed.'),
  chosen: v.optional(
    told(v.pipe(v.number(), v.integer(), v.minValue(0)), 'Which of the options is proposed, from 0.'),
    0,
  ),
  relation: v.optional(
    told(v.picklist(['new', 'regular', 'valued', 'leaving']), 'How the customer stands to the dealer.'),
  ),
  repurchase: v.optional(
    told(v.picklist(['likely', 'unsure', 'unlikely']), 'Whether they are likely to buy again.'),
  ),
  reasons: told(shortText(2000), 'Why this is fair: own fault, relation, what others would say.'),
  tasks: v.optional(
    told(v.pipe(v.array(ExecutionSchema), v.maxLength(10)), 'Who carries out what once it is approved.'),
    [],
  ),
};

/** How a settlement was put, as it is kept and shown. */
export const SettlementWordingSchema = v.object(settlementEntries);

/** Under which sort key the wording of a settlement is kept. */
export function settlementKey(key: string): string {
  return `SETTLEMENT#${key}`;
}
