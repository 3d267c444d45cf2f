import { NotAccepted, Refused, type Sender } from '../../shared/messages/senders/sender.ts';

/**
 * What becomes of a text that is handed over: it leaves; it leaves but the answer is lost; it does not leave since the
 * sender is down, or will not take it.
 */
export type Fate = 'leaves' | 'answer-lost' | 'not-accepted' | 'refused';

/** A sender that keeps what left, and treats the first texts as it is told; all after them leave. */
export class FakeSender implements Sender {
  readonly channel = 'sms';
  readonly left: { to: string; words: string }[] = [];
  readonly #fates: Fate[];

  constructor(...fates: Fate[]) {
    this.#fates = fates;
  }

  async send({ to, words }: { readonly to: string; readonly words: string }): Promise<string> {
    const fate = this.#fates.shift() ?? 'leaves';
    // A carrier takes its time, so that others get a turn in between.
    await new Promise((resolve) => setImmediate(resolve));
    if (fate === 'not-accepted') throw new NotAccepted('throttled');
    if (fate === 'refused') throw new Refused('not a mobile number');
    this.left.push({ to, words });
    if (fate === 'answer-lost') throw new Error('socket hang up');
    return `carried-${this.left.length}`;
  }
}
