import type { System } from '../events/vehicles.ts';

/** Operations as a dealer's own list names them: a code, or with `*` at its end every code that begins so. */
export interface OperationCode {
  readonly code: string;
  readonly system: System;
}

/** VMRS code key 31, the systems of a vehicle. */
const vmrsSystems: Readonly<Record<string, System>> = {
  '001': 'air-conditioning',
  '002': 'body',
  '003': 'electrical',
  '011': 'suspension',
  '013': 'brakes',
  '015': 'steering',
  '016': 'suspension',
  '017': 'tyres',
  '018': 'tyres',
  '021': 'transmission',
  '022': 'transmission',
  '023': 'transmission',
  '024': 'transmission',
  '026': 'transmission',
  '027': 'transmission',
  '031': 'electrical',
  '032': 'electrical',
  '033': 'engine',
  '034': 'electrical',
  '041': 'engine',
  '042': 'cooling',
  '043': 'exhaust',
  '044': 'fuel',
  '045': 'engine',
  '071': 'body',
};

/**
 * The system that a code names: by the dealer's own list first, else by VMRS where it has an assembly too
 * (`013-001`); three figures alone count only where the DMS calls them a system, for they may be anything.
 */
export function systemOfCode(
  code: string,
  own: readonly OperationCode[],
  isSystem = false,
): System | undefined {
  const asked = code.normalize('NFKC').trim().toUpperCase();
  const listed = own
    .filter((each) => matches(asked, each.code.normalize('NFKC').trim().toUpperCase()))
    .sort((a, b) => b.code.length - a.code.length)[0];
  if (listed) return listed.system;
  const vmrs = isSystem ? /^(\d{3})(?:[-. ]?\d{3}){0,2}$/ : /^(\d{3})(?:[-. ]?\d{3}){1,2}$/;
  return vmrsSystems[vmrs.exec(asked)?.[1] ?? ''];
}

function matches(asked: string, listed: string): boolean {
  return listed.endsWith('*') ? asked.startsWith(listed.slice(0, -1)) : asked === listed;
}
