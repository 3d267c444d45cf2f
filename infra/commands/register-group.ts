import * as v from 'valibot';
import { DealerSchema } from '../../shared/dealers/dealer.ts';
import { findDealer, registerDealer } from '../../shared/dealers/dealers.ts';
import type { Occasion } from '../../shared/events/occasion.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { PersonSchema } from '../../shared/staff/person.ts';
import { loadPerson, registerPerson } from '../../shared/staff/roster.ts';
import type { Group } from '../groups/group.ts';

/**
 * Registers the dealers and staff of a group's settings in the table. Who is registered already stays untouched, since
 * they may have been changed since; with `overwrite` they become again what the settings say.
 */
export async function registerGroup(
  group: Group,
  table: Table,
  now: Instant,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<void> {
  const occasion: Occasion = {
    cause: { kind: 'command', id: 'register' },
    actor: { kind: 'system' },
    happenedAt: now,
    now,
  };
  for (const each of group.dealers) {
    const dealer = v.parse(DealerSchema, each);
    if (overwrite || !(await findDealer(table, dealer.id))) await registerDealer(table, dealer, occasion);
  }
  for (const each of group.staff) {
    const person = v.parse(PersonSchema, each);
    if (overwrite || !(await loadPerson(table, person.id))) await registerPerson(table, person, occasion);
  }
}
