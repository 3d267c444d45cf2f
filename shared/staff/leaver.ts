import type { AnyEvent } from '../events/envelope.ts';
import type { Table } from '../platform/table.ts';
import type { Person } from './person.ts';
import { findPerson, rosterOf } from './roster.ts';
import { allWorkOf } from './worklist.ts';

/** Somebody who has left, what lies on their worklist, and who is still there. */
export class Leaver {
  readonly id: string;
  readonly #table: Table;
  readonly #isBack: boolean;
  readonly #rosters = new Map<string, Person[]>();

  private constructor(id: string, table: Table, isBack: boolean) {
    this.id = id;
    this.#table = table;
    this.#isBack = isBack;
  }

  /** The person of a `staff.removed`; by now they may be back. */
  static async of({ aggregateId }: Pick<AnyEvent, 'aggregateId'>, table: Table): Promise<Leaver> {
    const id = aggregateId.replace(/^staff_/, '');
    return new Leaver(id, table, (await findPerson(table, id)) !== undefined);
  }

  /** The ids of what somebody else must do now, of one kind; nothing where they are back. Reads only what is open. */
  async work(kind: 'callback' | 'complaint'): Promise<string[]> {
    return this.#isBack ? [] : allWorkOf(this.#table, this.id, kind);
  }

  /** Who works at a dealer now. */
  async colleagues(dealerId: string): Promise<readonly Person[]> {
    const known = this.#rosters.get(dealerId) ?? (await rosterOf(this.#table, dealerId));
    this.#rosters.set(dealerId, known);
    return known;
  }
}
