/** What a wording may leave open, as `{dealer}`; `render.ts` has the rule by which each is filled. */
export const blanks = ['dealer', 'greeting', 'number', 'count', 'question', 'quote', 'link'] as const;
export type Blank = (typeof blanks)[number];

/** A text in one language, as data. */
export interface Wording {
  /** With its blanks in braces. */
  readonly words: string;
  /** What it says instead where it can name the page on which to answer, as `{link}`. */
  readonly withLink?: string | undefined;
  /** The word that it names for opting out, if it names one. */
  readonly wayOut?: string | undefined;
}

/** Fills a wording in; a blank for which nothing is known stays empty, and what fills one is not read again. */
export function fill(words: string, values: Readonly<Partial<Record<Blank, string | undefined>>>): string {
  return words.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) =>
    isBlank(name) ? (values[name] ?? '') : whole,
  );
}

/** Everything that stands in braces, whether there is such a blank or not. */
export function namedIn(words: string): string[] {
  return [...words.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** The blanks of a wording. */
export function blanksIn(words: string): Blank[] {
  return namedIn(words).filter(isBlank);
}

function isBlank(name: string): name is Blank {
  return blanks.some((blank) => blank === name);
}
