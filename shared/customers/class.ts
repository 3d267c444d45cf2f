import type { CustomerClass } from '../events/callbacks.ts';
import type { Customer } from './customer.ts';

/**
 * The class by which a customer is followed up (R13). Who is aggrieved or at risk comes first, also among the valuable:
 * important (R60) beats quality (R57). Somebody whose file is not there yet is ordinary.
 */
export function classOf(customer: Pick<Customer, 'importance' | 'quality'> | undefined): CustomerClass {
  if (customer && customer.importance.length > 0) return 'important';
  return customer?.quality ? 'quality' : 'ordinary';
}
