import * as v from 'valibot';
import { DealerSchema } from '../../shared/dealers/dealer.ts';
import { registerDealer } from '../../shared/dealers/dealers.ts';
import type { Occasion } from '../../shared/events/occasion.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { PersonSchema } from '../../shared/staff/person.ts';
import { registerPerson } from '../../shared/staff/roster.ts';
import type { Group } from '../groups/group.ts';

/** Registers the dealers and staff of a group's settings in the table; what is registered already stays untouched. */
export async function registerGroup(group: Group, table: Table, now: Instant): Promise<void> {
  const occasion: Occasion = {
    cause: { kind: 'command', id: 'register' },
    actor: { kind: 'system' },
    happenedAt: now,
    now,
  };
  for (const dealer of group.dealers) await registerDealer(table, v.parse(DealerSchema, dealer), occasion);
  for (const person of group.staff) await registerPerson(table, v.parse(PersonSchema, person), occasion);
}
