import type { Dealer } from '../dealers/dealer.ts';
import type { Occasion } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { LocalDate } from '../platform/time.ts';
import { type Assignment, type Call, chooseCaller, type Crew, whoCouldCall } from './choose-caller.ts';
import { giveUp, isTaken, take, type Taken } from './load.ts';
import { rosterOf } from './roster.ts';
import { loads } from './store.ts';
import { teamsOf } from './teams.ts';

/** By these rules a call goes to somebody however many they have. */
const beyondCeiling: readonly Assignment['rule'][] = ['over-ceiling', 'nobody-present'];

/** Who makes the calls of a dealer. For one run: it reads the dealer's people once, and each one's calls of a day once. */
export class Callers {
  readonly #table: Table;
  readonly #dealer: Pick<Dealer, 'id' | 'settings'>;
  readonly #taken = new Map<string, readonly Taken[]>();
  #crew: Crew | undefined;

  constructor(table: Table, dealer: Pick<Dealer, 'id' | 'settings'>) {
    this.#table = table;
    this.#dealer = dealer;
  }

  /** Who would make a call if nobody had anything to do: whose matter a text is until somebody must call. */
  async nominate(call: Call): Promise<Assignment> {
    return chooseCaller(call, await this.#people(), () => 0);
  }

  /**
   * Chooses who makes a call and takes it over for them, before it is put on their list, so that runs at the same time
   * never pass the ceiling together. Whoever took this very call over before makes it: a run that was cut off between the
   * two leaves nothing wrong.
   */
  async assign(callbackId: string, call: Call, occasion: Occasion): Promise<Assignment> {
    const crew = await this.#people();
    const ids = whoCouldCall(call, crew).map(({ id }) => id);
    await Promise.all(ids.map((id) => this.#look(id, call.on)));
    const takenBy = (id: string) => this.#taken.get(loadId(id, call.on)) ?? [];
    for (;;) {
      const holder = ids.find((id) => isTaken(takenBy(id), callbackId));
      const held = holder && takenBy(holder).find((each) => each.callbackId === callbackId);
      if (holder && held) return { assigneeId: holder, rule: held.rule };
      const chosen = chooseCaller(call, crew, (id) => takenBy(id).length);
      if (!chosen.assigneeId) return chosen;
      const ceiling = beyondCeiling.includes(chosen.rule) ? Infinity : crew.callsPerDay.ceiling;
      await this.#take(chosen.assigneeId, callbackId, { ...chosen, on: call.on, ceiling }, occasion);
    }
  }

  /** Takes a call over for somebody whom a colleague chose; false where they have as many as fit into that day. */
  async takeFor(staffId: string, callbackId: string, on: LocalDate, occasion: Occasion): Promise<boolean> {
    const { ceiling } = this.#dealer.settings.callsPerDay;
    const calls = await this.#take(staffId, callbackId, { on, ceiling, rule: 'colleague' }, occasion);
    return isTaken(calls, callbackId);
  }

  /** Gives a call up on behalf of somebody: another makes it. */
  async giveUp(staffId: string, callbackId: string, on: LocalDate, occasion: Occasion): Promise<void> {
    await loads(this.#table).change(loadId(staffId, on), occasion, (known) => giveUp(known, callbackId));
  }

  async #people(): Promise<Crew> {
    this.#crew ??= {
      roster: await rosterOf(this.#table, this.#dealer.id),
      teams: (await teamsOf(this.#table, this.#dealer.id)).teams,
      callsPerDay: this.#dealer.settings.callsPerDay,
    };
    return this.#crew;
  }

  async #look(staffId: string, on: LocalDate): Promise<void> {
    const id = loadId(staffId, on);
    if (this.#taken.has(id)) return;
    this.#taken.set(id, (await loads(this.#table).load(id))?.state.calls ?? []);
  }

  async #take(
    staffId: string,
    callbackId: string,
    { on, ceiling, rule }: { on: LocalDate; ceiling: number; rule: Assignment['rule'] },
    occasion: Occasion,
  ): Promise<readonly Taken[]> {
    const call = { callbackId, dealerId: this.#dealer.id, rule };
    const changed = await loads(this.#table).change(loadId(staffId, on), occasion, (known) =>
      take(known, { staffId, on }, call, ceiling),
    );
    const calls = changed.state?.calls ?? [];
    this.#taken.set(changed.id, calls);
    return calls;
  }
}

/** The callers of each dealer, made once for a run. */
export function callersOf(table: Table): (dealer: Pick<Dealer, 'id' | 'settings'>) => Callers {
  const made = new Map<string, Callers>();
  return (dealer) => {
    const callers = made.get(dealer.id) ?? new Callers(table, dealer);
    made.set(dealer.id, callers);
    return callers;
  };
}

function loadId(staffId: string, on: LocalDate): string {
  return `load_${staffId}_${on}`;
}
