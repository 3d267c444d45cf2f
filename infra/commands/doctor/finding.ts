import type { Locale } from '../../../shared/events/text-request.ts';

/** Something said in each language that commands speak. */
export type Words = Readonly<Record<Locale, string>>;

/** The same in English and in Chinese. */
export function said(english: string, chinese: string): Words {
  return { 'en-US': english, 'zh-CN': chinese };
}

/** What came of asking: the answer, or why there is none. */
export type Asked<T> = { readonly answer: T } | { readonly failure: Words };

/** A need of a group before it goes live, and what becomes of customers and staff without it. */
export interface Need {
  readonly about: Words;
  readonly why: Words;
}

/** Whether a need is met; what is missing comes with what to do about it. */
export type Judged =
  | { readonly verdict: 'ok' | 'unseen'; readonly found: Words }
  | { readonly verdict: 'missing'; readonly found: Words; readonly cure: Words };

/** A need with what was found. */
export type Finding = Need & Judged;

export function ok(english: string, chinese: string): Judged {
  return { verdict: 'ok', found: said(english, chinese) };
}

export function missing(found: Words, cure: Words): Judged {
  return { verdict: 'missing', found, cure };
}

/** Judges a need by an answer; without one it could not be looked at. */
export function judge<T>(need: Need, asked: Asked<T>, by: (answer: T) => Judged): Finding {
  if ('failure' in asked) return { ...need, verdict: 'unseen', found: asked.failure };
  return { ...need, ...by(asked.answer) };
}
