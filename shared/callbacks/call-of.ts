import { classOf } from '../customers/class.ts';
import type { Customer } from '../customers/customer.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { type Instant, localDate } from '../platform/time.ts';
import type { Call } from '../staff/choose-caller.ts';
import type { Callback } from './callback.ts';

/**
 * Whose call a callback is, on the day of a moment (R17, R61), by the class of the customer as they now are. An important
 * one is never called by an advisor of whom they complained; and what a customer wrote is read by customer service, since
 * an advisor must not judge himself (decision 1).
 */
export function callOf(
  callback: Pick<Callback, 'advisorId' | 'customerId' | 'handsetId' | 'handReason' | 'words'>,
  { customer, dealer, at }: { customer: Customer | undefined; dealer: Dealer; at: Instant },
): Call {
  const customerClass = classOf(customer);
  const hasWritten = callback.handReason === 'unclear' || callback.words.length > 0;
  return {
    by: hasWritten ? 'customer-service' : dealer.settings.cadence[customerClass].by,
    advisorId: callback.advisorId,
    customer: callback.customerId ?? callback.handsetId,
    on: localDate(at, dealer.calendar.zone),
    never: customerClass === 'important' ? (customer?.complainedOf ?? []) : [],
  };
}
