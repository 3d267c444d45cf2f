import * as v from 'valibot';
import { faultsOf } from '../../platform/parse.ts';
import { toE164 } from '../../platform/phone.ts';
import { type Fault, invalid } from '../../platform/problem.ts';
import { type VisitBody, VisitBodySchema } from '../body.ts';
import { doubtsAbout } from '../vin.ts';
import type { Assumption } from './assumption.ts';
import type { FormatContext, Reading } from './format.ts';

/** A visit as it was understood: checked, with the customer's phone as E.164. */
export interface Understood {
  readonly body: VisitBody;
  readonly assumed: readonly Assumption[];
}

/**
 * Checks what a format read, by the same rules for every format. Throws a 400 problem whose pointers name places in
 * what was sent; where the place of ours has another name, the detail says it.
 */
export function understand(reading: Reading, context: FormatContext): Understood {
  const parsed = v.safeParse(VisitBodySchema, reading.body);
  const phone = parsed.success ? toE164(parsed.output.customer.phone, context.country) : undefined;
  if (parsed.success && phone && reading.faults.length === 0) {
    const { customer, ...rest } = parsed.output;
    const assumed = [...reading.assumed, ...vinDoubted(rest.vehicle.vin, reading.from)];
    return { body: { ...rest, customer: { ...customer, phone } }, assumed };
  }
  const ours = parsed.success ? (phone ? [] : [noPhone(context.country)]) : faultsOf(parsed.issues);
  const theirs = ours.map((fault) => atSource(fault, reading.from));
  const known = new Set(reading.faults.map(({ pointer }) => pointer));
  const errors = [...reading.faults, ...theirs.filter(({ pointer }) => !known.has(pointer))];
  throw invalid(`The visit has ${errors.length} fault(s); see errors.`, errors);
}

/** What speaks against the VIN, told where it stands in what was sent. */
function vinDoubted(vin: string, from: Reading['from']): Assumption[] {
  const pointer = from.get('/vehicle/vin') ?? '/vehicle/vin';
  return doubtsAbout(vin).map((doubt) => ({ pointer, kind: `vin-${doubt}` as const, values: {} }));
}

function noPhone(country: string): Fault {
  return {
    pointer: '/customer/phone',
    detail: `must be a phone number: E.164 (+8613800138000) or the digits as dialled in ${country}`,
  };
}

/** A fault of our body, told where its value stands (or should stand) in what was sent. */
function atSource({ pointer, detail }: Fault, from: ReadonlyMap<string, string>): Fault {
  for (let place = pointer; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const source = from.get(place);
    if (source === undefined) continue;
    const whole = `${source}${pointer.slice(place.length)}`;
    return whole === pointer
      ? { pointer, detail }
      : { pointer: whole, detail: `${detail} (it is read as ${pointer})` };
  }
  return { pointer, detail };
}
