import { customersOfHandset, findCustomer } from '../customers/customers.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { secretIdOf } from '../platform/ids.ts';
import { toE164 } from '../platform/phone.ts';
import { invalid } from '../platform/problem.ts';
import type { GroupSecret } from '../platform/secrets.ts';
import type { Table } from '../platform/table.ts';

/** Who complains from a phone: the one customer with that number, or nobody who is known yet. Throws 400 for no phone. */
export async function byPhone(
  given: string,
  dealer: Dealer,
  { table, secret }: { table: Table; secret: GroupSecret },
) {
  const phone = toE164(given, dealer.country);
  if (!phone) {
    throw invalid('The complaint has 1 fault(s); see errors.', [
      {
        pointer: '/phone',
        detail: `must be a phone number: E.164, or the digits as dialled in ${dealer.country}`,
      },
    ]);
  }
  const handsetId = secretIdOf('handset', await secret.identityKey(), phone);
  // A shared number names nobody.
  const [customerId, another] = await customersOfHandset(table, handsetId, dealer.id);
  const customer = customerId ? await findCustomer(table, customerId) : undefined;
  return {
    phone,
    customerId: another ? undefined : customerId,
    handsetId,
    locale: customer?.locale ?? dealer.locale,
  };
}
