/** A way to somewhere else: an address of the web or of mail, or a number to call. */
const leadsElsewhere = /https?:|www\.|@|[a-z0-9-]\.[a-z]{2,}|\d{7}|(?:\d[\s().-]?){9}/iu;

/**
 * Whether words may be repeated in a text to the phone that was named (R51). Whoever writes them need not be whose phone
 * it is: a text of ours must not carry anybody's link or number to a stranger.
 */
export function mayBeQuoted(words: string): boolean {
  return !leadsElsewhere.test(words.normalize('NFKC'));
}
