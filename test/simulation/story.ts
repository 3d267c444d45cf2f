import * as v from 'valibot';
import type { Cloud } from '../../infra/local/cloud.ts';
import type { FaultPlanInput } from '../../infra/local/faults/plan.ts';
import { Play } from '../../infra/local/play.ts';
import { Customer, type Temper } from './customer.ts';
import { broken } from './invariants.ts';
import { redriveAll } from './operator.ts';
import { makeCalls, solveComplaints, untilAnswered } from './staff.ts';
import { worldOf } from './world.ts';

const ingested = v.object({ visitId: v.string(), customerId: v.string() });
const callMade = v.object({
  function: v.string(),
  action: v.string(),
  subject: v.string(),
  nth: v.number(),
  kind: v.optional(v.string()),
});
const report = v.looseObject({
  struck: v.array(callMade),
  deliveriesSpoilt: v.number(),
  calls: v.optional(v.array(callMade), []),
});
/** Hears how far a story has come. */
export type Tell = (line: string) => void;
export type CallMade = v.InferOutput<typeof callMade>;

/** How a story under faults ended. */
export interface Ending {
  /** What broke, in words; empty if all invariants hold. */
  readonly broken: readonly string[];
  readonly struck: readonly CallMade[];
  readonly deliveriesSpoilt: number;
  /** All calls, where the plan asks for them. */
  readonly calls: readonly CallMade[];
}

/** The hours, Shanghai time, at which customers look at their phones and staff at their lists. */
const looks = [
  '2026-03-03T10:15:00+08:00',
  '2026-03-03T11:00:00+08:00',
  '2026-03-03T14:00:00+08:00',
  '2026-03-03T16:00:00+08:00',
  '2026-03-04T11:15:00+08:00',
  '2026-03-04T15:00:00+08:00',
];
/** Thursday noon: whatever was to come has come. */
export const theEnd = '2026-03-05T12:00:00+08:00';

/**
 * Plays visits of so many customers under a plan of faults, on a fresh cloud: delivered on Monday, asked on Tuesday,
 * complaints solved, denied and solved again, until all is quiet on Thursday; then everything is looked at. Where a
 * service is out for a while, an operator redrives what it left in the dead-letter queues.
 */
export async function playStory(
  cloud: Cloud,
  customers: readonly Customer[],
  plan: FaultPlanInput,
  tell: Tell = () => {},
): Promise<Ending> {
  const play = new Play(cloud.url);
  const subjects = Object.fromEntries(customers.map(({ name, words }) => [name, [...words]]));
  await ofFaults(play, 'PUT', { ...plan, subjects });
  for (const [index, customer] of customers.entries()) {
    tell(`visit ${index + 1} of ${customers.length} is delivered`);
    await deliver(play, customer);
  }
  const operator = plan.outages ? () => redriveAll(cloud) : undefined;
  await live(play, customers, { tell, operator });
  await play.turnTo(theEnd);
  const { struck, deliveriesSpoilt, calls } = await ofFaults(play, 'GET');
  await ofFaults(play, 'DELETE');
  return { broken: broken(await worldOf(cloud, play, customers)), struck, deliveriesSpoilt, calls };
}

/** Customers, staff and, where there is one, the operator do what they do until Wednesday afternoon. */
export async function live(
  play: Play,
  customers: readonly Customer[],
  { tell = () => {}, operator }: { tell?: Tell; operator?: (() => Promise<void>) | undefined } = {},
): Promise<void> {
  for (const look of looks) {
    tell(`the clock is turned to ${look}`);
    await play.turnTo(look);
    await operator?.();
    for (const customer of customers) await customer.look(play);
    await solveComplaints(play);
    for (const customer of customers) await customer.look(play);
    await makeCalls(play);
  }
}

/** So many customers, of the tempers in turn. */
export function customersOf(count: number, tempers: readonly Temper[], first = 1): Customer[] {
  return Array.from(
    { length: count },
    (_, index) => new Customer(first + index, tempers[index % tempers.length] ?? 'angry'),
  );
}

/** Delivers a vehicle; the DMS posts the visit again and again until it is accepted. */
export async function deliver(play: Play, customer: Customer): Promise<void> {
  const visit = customer.visit(await play.now());
  const answer = await untilAnswered(() =>
    play.postVisit('cd-south', visit, { id: `msg_${customer.order}` }),
  );
  const { visitId, customerId } = v.parse(ingested, answer.body);
  customer.visitId = visitId;
  customer.customerId = customerId;
}

async function ofFaults(play: Play, method: 'GET' | 'PUT' | 'DELETE', plan?: unknown) {
  const answer = await play.request(method, '/local/faults', {
    ...(plan !== undefined && { body: JSON.stringify(plan) }),
  });
  if (answer.status !== 200) throw new Error(`${method} /local/faults: ${JSON.stringify(answer.body)}`);
  return v.parse(report, answer.body);
}
