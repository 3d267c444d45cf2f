const derivedId = /\b[a-z]+_[0-9a-z]{20}\b/g;

/**
 * Knows to which subject (a visit, say) a call is due. A subject begins with a few words; every derived id that is
 * written together with what is known of it, or of it alone, belongs to it from then on.
 */
export class Subjects {
  readonly #words: readonly { word: string; subject: string }[];
  readonly #owners = new Map<string, string>();
  readonly #ofSession = new Map<string, { work: string; subject: string | undefined }>();

  constructor(words: Readonly<Record<string, readonly string[]>>) {
    this.#words = Object.entries(words).flatMap(([subject, of]) => of.map((word) => ({ word, subject })));
  }

  /**
   * The subjects of a call: those named in it; else the one that its invocation is about; else the one that the
   * invocation was busy with before.
   */
  of(call: { input: string; isWrite: boolean }, session: string, work: string): ReadonlySet<string> {
    const before = this.#ofSession.get(session);
    const isSameWork = before?.work === work;
    const ofWork = isSameWork ? undefined : this.#single(this.#named(work));
    if (ofWork) this.#learn(work, ofWork);
    let busyWith = isSameWork ? before.subject : ofWork;
    const named = this.#named(call.input);
    const single = this.#single(named);
    if (single) {
      busyWith = single;
      if (call.isWrite) this.#learn(call.input, single);
    }
    this.#ofSession.set(session, { work, subject: busyWith });
    if (named.size > 0) return named;
    return busyWith ? new Set([busyWith]) : new Set();
  }

  #named(text: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [id] of text.matchAll(derivedId)) {
      const owner = this.#owners.get(id);
      if (owner) found.add(owner);
    }
    for (const { word, subject } of this.#words) if (text.includes(word)) found.add(subject);
    return found;
  }

  #single(found: ReadonlySet<string>): string | undefined {
    const [first] = found;
    return found.size === 1 ? first : undefined;
  }

  #learn(text: string, subject: string): void {
    for (const [id] of text.matchAll(derivedId)) if (!this.#owners.has(id)) this.#owners.set(id, subject);
  }
}
