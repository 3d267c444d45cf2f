import * as v from 'valibot';
import { parseRequest } from '../platform/parse.ts';
import { type Fault, invalid } from '../platform/problem.ts';
import { type Dealer, DealerSchema, DealerSettingsSchema } from './dealer.ts';
import type { VersionedDealer } from './dealers.ts';

/** Settings that change by a command of their own, which says more than a value could. */
const bySwitch: Readonly<Record<string, string>> = {
  secretGenerations: 'PUT or DELETE /v1/dealers/{dealerId}/secrets/{generation}',
  secretRetirements: 'PUT or DELETE /v1/dealers/{dealerId}/secrets/{generation}',
  textsPaused: 'PUT /v1/dealers/{dealerId}/texting',
  wordings: 'PUT /v1/dealers/{dealerId}/texts',
};

/** What a dealer's description may set; each has its default. */
export const SettableSchema = v.omit(DealerSettingsSchema, [
  'secretGenerations',
  'secretRetirements',
  'textsPaused',
  'wordings',
]);

/** Their names. */
export const settingNames = Object.keys(SettableSchema.entries);

/** A dealer as it is registered or changed: everything but its id, which the path names. */
export const DealerBodySchema = v.object({
  ...v.omit(DealerSchema, ['id', 'settings']).entries,
  settings: v.optional(v.record(v.string(), v.unknown()), {}),
});

/**
 * Reads a dealer's description over what is known of it: settings that it does not give go back to their defaults,
 * secrets and pauses stay as they are. Throws a 400 problem that names unknown settings and those there are.
 */
export function readDealer(id: string, body: unknown, current: Dealer | undefined): Dealer {
  const { settings, ...described } = parseRequest(DealerBodySchema, body, 'dealer');
  const faults = Object.keys(settings).flatMap(faultOf);
  if (faults.length > 0) throw invalid(`The dealer has ${faults.length} fault(s); see errors.`, faults);
  const kept = Object.fromEntries(
    Object.entries(current?.settings ?? {}).filter(([name]) => name in bySwitch),
  );
  return parseRequest(DealerSchema, { ...described, id, settings: { ...settings, ...kept } }, 'dealer');
}

function faultOf(name: string): Fault[] {
  if (settingNames.includes(name)) return [];
  const pointer = `/settings/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const instead = bySwitch[name];
  if (instead) return [{ pointer, detail: `is not set here; use ${instead}` }];
  return [{ pointer, detail: `is no setting; there are ${settingNames.join(', ')}` }];
}

/** A dealer as administrators see it, with what its settings would be if nobody had set them. */
export function dealerView({ version, dealer }: VersionedDealer) {
  return { ...dealer, version, defaults: v.parse(DealerSettingsSchema, {}) };
}
