import type { Locale } from '../../../shared/events/text-request.ts';

const texts = {
  'en-US': { row: 'row', column: 'column', reason: 'reason' },
  'zh-CN': { row: '行', column: '列', reason: '原因' },
} as const;

/** The header of a report. */
export function reportHeader(locale: Locale): readonly string[] {
  const { row, column, reason } = texts[locale];
  return [row, column, reason];
}
