import * as v from 'valibot';
import { shortText } from '../../platform/formats.ts';
import { notFound, notPossible } from '../../platform/problem.ts';
import { type Instant, InstantSchema, later } from '../../platform/time.ts';
import { disablings, toldEvents } from '../endpoints.ts';

/** Another system that wants to be told of events. */
export const EndpointSchema = v.object({
  id: v.string(),
  url: v.string(),
  description: v.string(),
  events: v.array(v.picklist(toldEvents)),
  /** Which of its secrets we sign with, counted from 1. */
  generation: v.number(),
  /** The secret before, with which we sign too until a moment. */
  older: v.optional(v.object({ generation: v.number(), until: InstantSchema })),
  disabled: v.optional(v.object({ because: v.picklist(disablings), at: InstantSchema })),
  createdAt: InstantSchema,
});
export type Endpoint = v.InferOutput<typeof EndpointSchema>;

/** All endpoints of a dealer, or those of the group: one state, so that few reads tell whom an event is for. */
export const EndpointsSchema = v.object({ endpoints: v.array(EndpointSchema) });
export type Endpoints = v.InferOutput<typeof EndpointsSchema>;

const described = {
  url: v.pipe(v.string(), v.maxLength(1000, 'must have at most 1000 characters')),
  description: shortText(200),
  events: v.pipe(v.array(v.picklist(toldEvents)), v.minLength(1, 'must name at least one event')),
};

/** An endpoint as it is registered. */
export const NewEndpointSchema = v.object({
  ...described,
  groupWide: v.optional(v.boolean(), false),
});

/** An endpoint as it is changed: all of it. */
export const ChangedEndpointSchema = v.object({
  ...described,
  disabled: v.optional(v.boolean(), false),
  secretGeneration: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type ChangedEndpoint = v.InferOutput<typeof ChangedEndpointSchema>;

const mostEndpoints = 20;
/** For so long we sign with the secret before too. */
const hoursOfBoth = 24;

/** The endpoints with a new one; one that is there already stays. Throws a 409 problem when there are too many. */
export function withNew(known: Endpoints, endpoint: Endpoint): Endpoints {
  if (known.endpoints.some(({ id }) => id === endpoint.id)) return known;
  if (known.endpoints.length >= mostEndpoints)
    throw notPossible(`There are ${mostEndpoints} endpoints already; remove one that is not used any more.`);
  return { endpoints: [...known.endpoints, endpoint] };
}

/** The endpoints with one changed. Throws problems: 404 where there is none, 409 for a secret that is not the next. */
export function withChanged(known: Endpoints, id: string, wish: ChangedEndpoint, now: Instant): Endpoints {
  const { disabled, secretGeneration, ...rest } = wish;
  return replace(known, id, (endpoint) => ({
    ...endpoint,
    ...rest,
    ...secretOf(endpoint, secretGeneration ?? endpoint.generation, now),
    disabled: disabled ? (endpoint.disabled ?? { because: 'by-staff', at: now }) : undefined,
  }));
}

function secretOf({ generation, older }: Endpoint, wanted: number, now: Instant) {
  if (wanted === generation) return { generation, older };
  if (wanted !== generation + 1)
    throw notPossible(`The next generation of the secret is ${generation + 1}, not ${wanted}.`);
  return { generation: wanted, older: { generation, until: later(now, { hours: hoursOfBoth }) } };
}

/** The endpoints without one. Throws a 404 problem where there is none. */
export function without(known: Endpoints, id: string): Endpoints {
  mustFind(known, id);
  return { endpoints: known.endpoints.filter((each) => each.id !== id) };
}

/** The endpoints with one switched off since it is gone. */
export function withGone(known: Endpoints, id: string, now: Instant): Endpoints {
  return replace(known, id, (endpoint) => ({ ...endpoint, disabled: { because: 'gone', at: now } }));
}

/** One of some endpoints. Throws a 404 problem where there is none. */
export function mustFind(known: Endpoints, id: string): Endpoint {
  const found = known.endpoints.find((each) => each.id === id);
  if (!found) throw notFound('endpoint');
  return found;
}

/** The generations of its secret that we sign with now, the newest first. */
export function signingGenerations({ generation, older }: Endpoint, now: Instant): number[] {
  return older && older.until > now ? [generation, older.generation] : [generation];
}

function replace(known: Endpoints, id: string, change: (endpoint: Endpoint) => Endpoint): Endpoints {
  mustFind(known, id);
  return { endpoints: known.endpoints.map((each) => (each.id === id ? change(each) : each)) };
}
