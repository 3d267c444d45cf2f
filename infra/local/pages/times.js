/** Times of the virtual clock in the zones of the demo's dealers. No DOM here. */

/** @typedef {{ zone: string, en: string, zh: string }} Place */

/** @type {Place} */
export const SHANGHAI = { zone: 'Asia/Shanghai', en: 'Shanghai', zh: '上海' };
/** @type {Place} */
export const CHICAGO = { zone: 'America/Chicago', en: 'Austin (Chicago time)', zh: '奥斯汀（芝加哥时间）' };
/** @type {Place} */
const GREENWICH = { zone: 'UTC', en: 'UTC', zh: '协调世界时' };

/**
 * Where the owner of a phone number probably is.
 * @param {string} phone E.164
 */
export function placeOf(phone) {
  if (phone.startsWith('+86')) return SHANGHAI;
  return phone.startsWith('+1') ? CHICAGO : GREENWICH;
}

/**
 * An instant on the wall clock of a zone, as people write it.
 * @param {string} instant ISO 8601
 * @param {string} zone
 * @param {Intl.DateTimeFormatOptions} [parts]
 * @returns {{ en: string, zh: string }}
 */
export function spoken(
  instant,
  zone,
  parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
) {
  const at = new Date(instant);
  const written = (/** @type {string} */ language) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: 'h23', ...parts }).format(at);
  return { en: written('en-GB'), zh: written('zh-CN') };
}

/**
 * An instant on the wall clock of a zone, as a field for date and time wants it: `2026-03-02T09:00`.
 * @param {string} instant ISO 8601
 * @param {string} zone
 */
export function wallTime(instant, zone) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant)).replace(' ', 'T');
}

/**
 * The instant at which the wall clock of a zone shows a time; one that a change of the clocks skips lies just after it.
 * @param {string} wall `2026-03-02T09:00`
 * @param {string} zone
 * @returns {string} ISO 8601
 */
export function instantAt(wall, zone) {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offsetAt = (/** @type {number} */ at) =>
    Date.parse(`${wallTime(new Date(at).toISOString(), zone)}:00Z`) - at;
  // The offset a day earlier and a day later are the only two that can hold.
  const earlier = asUtc - offsetAt(asUtc - 86_400_000);
  const later = asUtc - offsetAt(asUtc + 86_400_000);
  const fits = [earlier, later].find((at) => at + offsetAt(at) === asUtc);
  return new Date(fits ?? Math.max(earlier, later)).toISOString();
}

/**
 * The next time after an instant at which it is nine in the morning in a zone.
 * @param {string} now ISO 8601
 * @param {string} zone
 * @returns {string} ISO 8601
 */
export function nextMorning(now, zone) {
  for (let day = 0; ; day++) {
    const date = wallTime(new Date(Date.parse(now) + day * 86_400_000).toISOString(), zone).slice(0, 10);
    const morning = instantAt(`${date}T09:00`, zone);
    if (Date.parse(morning) > Date.parse(now)) return morning;
  }
}

/**
 * A length of time in words, to the hour beyond a day.
 * @param {number} milliseconds
 * @returns {{ en: string, zh: string }}
 */
export function lengthOf(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const some = (/** @type {number} */ n, /** @type {string} */ unit) =>
    n === 0 ? '' : `${n} ${unit}${n === 1 ? '' : 's'}`;
  const en = [some(days, 'day'), some(hours, 'hour'), days === 0 ? some(rest, 'minute') : ''];
  const zh = [days && `${days} 天`, hours && `${hours} 小时`, days === 0 && rest && `${rest} 分钟`];
  return { en: en.filter(Boolean).join(' ') || 'no time', zh: zh.filter(Boolean).join(' ') || '片刻' };
}
