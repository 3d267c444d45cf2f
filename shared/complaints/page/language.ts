import type { Locale } from '../../events/text-request.ts';

/** In which language the page is shown: the one asked for, or the first of the browser's that we speak, or the dealer's. */
export function languageOf(asked: string | undefined, accepted: string | undefined, usual: Locale): Locale {
  for (const tag of [asked ?? '', ...(accepted ?? '').split(',')]) {
    const language = /^\s*(zh|en)\b/i.exec(tag)?.[1]?.toLowerCase();
    if (language) return language === 'zh' ? 'zh-CN' : 'en-US';
  }
  return usual;
}
