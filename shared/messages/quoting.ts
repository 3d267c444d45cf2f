import type { Locale } from '../events/text-request.ts';

const left: Readonly<Record<Locale, (count: number) => string>> = {
  'zh-CN': (count) => `…[还有${count}字，致电时逐字核对]`,
  'en-US': (count) => `... [${count} more characters, to be read back to you by phone]`,
};

/**
 * What was recorded as a text repeats it (R51): whole where it fits, otherwise its beginning, with how much more there is.
 * `fits` says whether a text with a quote is short enough. Words are not cut where there are spaces to cut at.
 */
export function quoteThatFits(words: string, locale: Locale, fits: (quote: string) => boolean): string {
  const whole = words.replaceAll(/\s+/gu, ' ').trim();
  if (fits(whole)) return whole;
  const letters = [...new Intl.Segmenter(locale).segment(whole)].map(({ segment }) => segment);
  const cutAt = (count: number) => {
    const beginning = letters.slice(0, count).join('');
    const space = beginning.lastIndexOf(' ');
    const isWithinWord = letters[count] !== ' ' && space > beginning.length - longestWord;
    const kept = (isWithinWord ? beginning.slice(0, space) : beginning).trimEnd();
    return `${kept}${left[locale](whole.length - kept.length)}`;
  };
  let [short, long] = [0, letters.length];
  while (long - short > 1) {
    const middle = Math.floor((short + long) / 2);
    if (fits(cutAt(middle))) short = middle;
    else long = middle;
  }
  return cutAt(short);
}

/** In Chinese there is hardly a space; what is longer than this is cut like Chinese. */
const longestWord = 25;
