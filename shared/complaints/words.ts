/**
 * Matches any of some words: English ones as whole words; Chinese has no spaces, so that look-alikes (转向灯, 报警灯) are
 * kept out one by one.
 */
export function anyOf(english: readonly string[], chinese: readonly string[]): RegExp {
  return new RegExp(`(?<![a-z])(?:${english.join('|')})(?![a-z])|${chinese.join('|')}`, 'gu');
}
