import { idOf } from '../../platform/ids.ts';
import { invalid, notPossible } from '../../platform/problem.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import type { NewEvent } from '../aggregate.ts';
import type { Occasion } from '../occasion.ts';
import { faultOfUrl } from './address.ts';
import {
  type ChangedEndpoint,
  type Endpoint,
  type Endpoints,
  mustFind,
  signingGenerations,
  withChanged,
  without,
  withNew,
} from './endpoint.ts';
import { endpointsOf } from '../store.ts';

const none: Endpoints = { endpoints: [] };

/** Of the group's endpoints, which are told of every dealer's events. No dealer's id has a low line. */
const groupsOwn = 'endpoints_of_group';

/** Where the endpoints of a dealer are kept, or without one those of the group. */
export function ownerOf(dealerId: string | undefined): string {
  return dealerId === undefined ? groupsOwn : `endpoints_${dealerId}`;
}

/** An endpoint as it is shown: without its secret. */
export type EndpointView = Omit<Endpoint, 'generation' | 'older'> & {
  readonly groupWide: boolean;
  readonly secretGenerations: readonly number[];
};

/** An endpoint, and whose it is. */
export interface Owned {
  readonly ownerId: string;
  readonly endpoint: Endpoint;
}

interface Deps {
  readonly table: Table;
  readonly secret: GroupSecret;
}

/** The endpoints that are told of a dealer's events: its own, then the group's. */
export async function endpointsFor(table: Table, dealerId: string): Promise<Owned[]> {
  const owners = [ownerOf(dealerId), groupsOwn];
  const found = await Promise.all(owners.map((ownerId) => endpointsOf(table).load(ownerId)));
  return owners.flatMap((ownerId, index) =>
    (found[index]?.state.endpoints ?? []).map((endpoint) => ({ ownerId, endpoint })),
  );
}

/** One of them. Throws a 404 problem where there is none. */
export async function findEndpoint(table: Table, dealerId: string, endpointId: string): Promise<Owned> {
  const known = await endpointsFor(table, dealerId);
  const endpoint = mustFind({ endpoints: known.map((each) => each.endpoint) }, endpointId);
  const { ownerId } = known.find((each) => each.endpoint.id === endpointId) ?? { ownerId: ownerOf(dealerId) };
  return { ownerId, endpoint };
}

export function isGroupWide({ ownerId }: Pick<Owned, 'ownerId'>): boolean {
  return ownerId === groupsOwn;
}

/** An endpoint for people: what it is told, and which secrets are in use, never the secrets themselves. */
export function endpointView({ ownerId, endpoint }: Owned, { now }: Pick<Occasion, 'now'>): EndpointView {
  const { id, url, description, events, disabled, createdAt } = endpoint;
  return {
    id,
    url,
    description,
    events,
    ...(disabled && { disabled }),
    createdAt,
    groupWide: isGroupWide({ ownerId }),
    secretGenerations: signingGenerations(endpoint, now),
  };
}

/**
 * Registers an endpoint; `key` names the request, so that one sent again registers nothing twice. Answers the secret,
 * which nobody is shown again. Throws problems: 400 for a URL to which nothing may be sent, 409 when there are too many.
 */
export async function registerEndpoint(
  { dealerId, ...wish }: Pick<Endpoint, 'url' | 'description' | 'events'> & { dealerId: string | undefined },
  key: string,
  occasion: Occasion,
  { table, secret, allowLoopback }: Deps & { allowLoopback: boolean },
): Promise<EndpointView & { secret: string }> {
  mustBeAllowed(wish.url, allowLoopback);
  const ownerId = ownerOf(dealerId);
  const fresh = { ...wish, events: [...new Set(wish.events)] };
  const endpoint = { ...fresh, id: idOf('endpoint', ownerId, key), generation: 1, createdAt: occasion.now };
  const known = await change(table, ownerId, occasion, (endpoints) => withNew(endpoints, endpoint), {
    name: 'endpoint.registered',
    dealerId,
    facts: { endpointId: endpoint.id, tells: fresh.events, generation: 1 },
  });
  const kept = mustFind(known, endpoint.id);
  const own = await secret.endpointSecret(kept.id, kept.generation);
  return { ...endpointView({ ownerId, endpoint: kept }, occasion), secret: own };
}

/** Changes an endpoint; a new secret, and only that, is answered with it, once. Throws problems as registering does. */
export async function changeEndpoint(
  { ownerId, endpoint }: Owned,
  wish: ChangedEndpoint,
  occasion: Occasion,
  { table, secret, allowLoopback }: Deps & { allowLoopback: boolean },
): Promise<EndpointView & { secret?: string }> {
  mustBeAllowed(wish.url, allowLoopback);
  const generation = wish.secretGeneration ?? endpoint.generation;
  const known = await change(
    table,
    ownerId,
    occasion,
    (endpoints) => withChanged(endpoints, endpoint.id, wish, occasion.now),
    {
      name: 'endpoint.changed',
      dealerId: dealerOf(ownerId),
      facts: { endpointId: endpoint.id, tells: wish.events, generation, disabled: wish.disabled },
    },
  );
  const kept = mustFind(known, endpoint.id);
  const view = endpointView({ ownerId, endpoint: kept }, occasion);
  if (kept.generation === endpoint.generation) return view;
  return { ...view, secret: await secret.endpointSecret(kept.id, kept.generation) };
}

/** Forgets an endpoint; what still waits for it is dropped. */
export async function removeEndpoint(
  table: Table,
  { ownerId, endpoint }: Owned,
  occasion: Occasion,
): Promise<void> {
  await change(table, ownerId, occasion, (endpoints) => without(endpoints, endpoint.id), {
    name: 'endpoint.removed',
    dealerId: dealerOf(ownerId),
    facts: { endpointId: endpoint.id },
  });
}

/** Notes that something was asked of an endpoint; `events/notify` hears of it and does it. Throws a 409 problem where it is off. */
export async function askOf(
  table: Table,
  { ownerId, endpoint }: Owned,
  wish: { readonly test: true } | { readonly replay: string },
  dealerId: string,
  occasion: Occasion,
): Promise<void> {
  if (endpoint.disabled)
    throw notPossible('The endpoint is switched off; switch it on first, by PUT with "disabled": false.');
  const endpointId = endpoint.id;
  const event: NewEvent =
    'test' in wish
      ? { name: 'endpoint.test-requested', dealerId, facts: { endpointId } }
      : { name: 'endpoint.replay-requested', dealerId, facts: { endpointId, deliveryId: wish.replay } };
  await endpointsOf(table).change(ownerId, occasion, (current) => {
    mustFind(current ?? none, endpointId);
    return { state: current ?? none, events: [event] };
  });
}

/** Whose an endpoint is, by where it is kept; undefined for the group's. */
export function dealerOf(ownerId: string): string | undefined {
  return ownerId === groupsOwn ? undefined : ownerId.slice('endpoints_'.length);
}

async function change(
  table: Table,
  ownerId: string,
  occasion: Occasion,
  decide: (known: Endpoints) => Endpoints,
  event: NewEvent & { dealerId: string | undefined },
): Promise<Endpoints> {
  const changed = await endpointsOf(table).change(ownerId, occasion, (current) => {
    const state = decide(current ?? none);
    if (JSON.stringify(state) === JSON.stringify(current ?? none)) return undefined;
    return { state, events: [event] };
  });
  return changed.state ?? none;
}

function mustBeAllowed(url: string, allowLoopback: boolean): void {
  const fault = faultOfUrl(url, allowLoopback);
  if (fault) throw invalid('The endpoint has 1 fault(s); see errors.', [{ pointer: '/url', detail: fault }]);
}
