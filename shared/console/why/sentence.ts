import type { DomainEvent } from '../../events/catalogue.ts';
import type { Locale } from '../../events/text-request.ts';
import { type Instant, localDate, wallTime, type Zone } from '../../platform/time.ts';

/** A sentence for people, in both languages. */
export type Sentence = Readonly<Record<Locale, string>>;

/** The facts of each kind of event, by its name. */
export type FactsByName = { readonly [E in DomainEvent as E['name']]: E['facts'] };

/** How a kind of event is told: from its recorded facts only. The zone is that of the store. */
export type Tellers<N extends DomainEvent['name']> = {
  readonly [K in N]: (facts: FactsByName[K], zone: Zone) => Sentence;
};

/** A sentence in Chinese and English. */
export function say(zh: string, en: string): Sentence {
  return { 'zh-CN': zh, 'en-US': en };
}

/** Sentences one after the other. */
export function together(...sentences: readonly (Sentence | undefined)[]): Sentence {
  const said = sentences.filter((sentence) => sentence !== undefined);
  return say(said.map((each) => each['zh-CN']).join(''), said.map((each) => each['en-US']).join(' '));
}

/** A moment as the clock on the store's wall shows it. */
export function moment(instant: Instant, zone: Zone): string {
  return `${localDate(instant, zone)} ${wallTime(instant, zone).slice(0, 5)}`;
}
