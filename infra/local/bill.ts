import type { MeterReading } from './play.ts';

/** What a visit has cost, in the lines that the demo ends with. */
export function billOf({ total, texts, cost }: MeterReading): string[] {
  const { toCustomers: out, fromCustomers: back } = texts;
  return [
    '\nThis visit cost, with the sweeps that looked in vain meanwhile:',
    `     ${total.writeUnits} write units, ${total.readUnits} read units, ${total.calls} AWS calls`,
    `     ${total.invocations} invocations, ${total.billedMilliseconds} ms of them, ${total.events} events`,
    `     ${out.texts} texts in ${out.parts} parts to the customer, ${back.texts} in ${back.parts} from the customer`,
    `     $${cost.withoutTexts.toFixed(5)} and for texts $${cost.texts.toFixed(3)} (list prices of ${cost.region}, ${cost.asOf})`,
  ];
}
