import * as v from 'valibot';
import type { Occasion } from '../events/occasion.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Dealer } from './dealer.ts';
import { changeDealer, type VersionedDealer } from './dealers.ts';
import { groupTexting } from './store.ts';

const groupId = 'group_texting';

/** The one switch: whether texts wait. */
export const TextingBodySchema = v.object({ paused: v.boolean() });

/** Whether somebody has paused the texts of the whole group. */
export async function isGroupPaused(table: Table): Promise<boolean> {
  return (await groupTexting(table).load(groupId))?.state.paused ?? false;
}

/** Whether the texts of a dealer wait, by its own pause or the group's. */
export async function areTextsPaused(table: Table, dealer: Dealer): Promise<boolean> {
  return dealer.settings.textsPaused || (await isGroupPaused(table));
}

/** Pauses the texts of the group or lets them go again; nothing happens when it is so already. */
export async function switchGroupTexts(table: Table, paused: boolean, occasion: Occasion): Promise<void> {
  await groupTexting(table).change(groupId, occasion, (current) =>
    (current?.paused ?? false) === paused
      ? undefined
      : { state: { paused }, events: [{ name: 'texting.switched', facts: { paused } }] },
  );
}

/** Pauses the texts of a dealer or lets them go again. Throws a 404 problem where there is no such dealer. */
export function switchDealerTexts(
  table: Table,
  dealerId: string,
  paused: boolean,
  occasion: Occasion,
): Promise<VersionedDealer> {
  const change = (current: Dealer | undefined) => {
    if (!current) throw notFound('dealer');
    return { ...current, settings: { ...current.settings, textsPaused: paused } };
  };
  return changeDealer(table, dealerId, occasion, change, {
    event: () => ({ name: 'texting.switched', dealerId, facts: { paused } }),
  });
}
