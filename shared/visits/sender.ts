import type { Dealer } from '../dealers/dealer.ts';
import { findDealer } from '../dealers/dealers.ts';
import { acceptedGenerations } from '../dealers/secret-generations.ts';
import type { GroupSecret } from '../platform/secrets.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { type SignedRequest, verifySignature } from './signature.ts';

/** A request that says for which dealer's DMS it speaks. */
export type DealerRequest = SignedRequest & { readonly dealerId: string };

/** A delivery of a DMS: its body, and in which format it says that it is. */
export type IntakeRequest = DealerRequest & { readonly body: string; readonly format?: string | undefined };

/** When a delivery came, and the time at which it is looked at. */
export interface IntakeTimes {
  readonly arrivedAt: Instant;
  readonly now: Instant;
}

/** Where deliveries are kept, and the secret by which they are checked. */
export interface IntakeDeps {
  readonly table: Table;
  readonly secret: GroupSecret;
}

/** The dealer whose DMS has signed a request, and the id of the webhook. Throws a 401 problem where none has. */
export async function senderOf(
  request: DealerRequest,
  now: Instant,
  { table, secret }: IntakeDeps,
): Promise<{ dealer: Dealer; webhookId: string }> {
  const dealer = await findDealer(table, request.dealerId);
  // An unknown dealer looks like a wrong signature, so that nobody learns which dealers exist.
  const generations = dealer ? acceptedGenerations(dealer, now) : [0];
  const secrets = await Promise.all(
    generations.map((generation) => secret.webhookSecret(request.dealerId, generation)),
  );
  const webhookId = verifySignature(request, dealer ? secrets : [], now);
  if (!dealer) throw new Error('unreachable: a request for an unknown dealer has no valid signature');
  return { dealer, webhookId };
}
