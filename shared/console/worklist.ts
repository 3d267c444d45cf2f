import { findCallback } from '../callbacks/callbacks.ts';
import { findPromise } from '../callbacks/promises/promises.ts';
import { findStaleScript } from '../callbacks/scripts/renew.ts';
import { findComplaintWork } from '../complaints/complaints.ts';
import { findPersonal } from '../customers/customers.ts';
import type { Table } from '../platform/table.ts';
import { findContact } from '../staff/contacts.ts';
import type { Person } from '../staff/person.ts';
import { type FiledWork, worklistOf } from '../staff/worklist.ts';

/** One line of a worklist: what it is, until when, about whom, and why it is there. */
export interface WorkItem extends FiledWork {
  readonly customer: { readonly id?: string; readonly name?: string };
  readonly reason: string;
}

/**
 * What a person must do, soonest first. The index may lag, so each item is looked up and left out when it is somebody
 * else's or done by now.
 */
export async function showWorklist(
  table: Table,
  person: Person,
  cursor?: string,
): Promise<{ items: WorkItem[]; next?: string; toldByText: boolean }> {
  const page = await worklistOf(table, person.id, cursor);
  const toldByText = (await findContact(table, person.id))?.handsetId !== undefined;
  const items = await Promise.all(page.items.map((filed) => describe(table, person, filed)));
  return { ...page, items: items.flatMap((item) => item ?? []), toldByText };
}

async function describe(table: Table, person: Person, filed: FiledWork): Promise<WorkItem | undefined> {
  const work = await workOf(table, filed);
  if (work?.assigneeId !== person.id || !person.dealerIds.includes(work.dealerId)) return undefined;
  const { customerId, reason } = work;
  const personal = customerId ? await findPersonal(table, customerId) : undefined;
  return { ...filed, customer: { id: customerId, name: personal?.name }, reason };
}

function workOf(table: Table, filed: FiledWork) {
  if (filed.kind === 'complaint') return findComplaintWork(table, filed.id, filed.part);
  if (filed.kind === 'script') return scriptWork(table, filed);
  return filed.kind === 'promise' ? promiseWork(table, filed) : callbackWork(table, filed);
}

async function scriptWork(table: Table, { id: scriptId }: FiledWork) {
  const script = await findStaleScript(table, scriptId);
  if (!script) return undefined;
  const { dealerId, assigneeId, id, version } = script;
  return {
    dealerId,
    assigneeId,
    customerId: undefined,
    reason: `script ${id}, version ${version}, is stale`,
  };
}

async function promiseWork(table: Table, { id }: FiledWork) {
  const promised = (await findPromise(table, id))?.state;
  if (!promised || promised.state === 'kept') return undefined;
  const { dealerId, assigneeId, customerId, state, level } = promised;
  const reason = state === 'open' ? 'promise' : `broken promise, level ${level}`;
  return { dealerId, assigneeId, customerId, reason };
}

async function callbackWork(table: Table, { id }: FiledWork) {
  const callback = (await findCallback(table, id))?.state;
  if (callback?.status !== 'open') return undefined;
  const { dealerId, assigneeId, customerId, rung, handReason, rule } = callback;
  return { dealerId, assigneeId, customerId, reason: rung === 'letter' ? rung : (handReason ?? rule) };
}
