import type { Format } from './format.ts';

/** Our own format: nothing is assumed, every place is the sender's own. */
export const canonical: Format = (input) => ({ body: input, assumed: [], faults: [], from: new Map() });
