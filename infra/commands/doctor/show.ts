import type { Locale } from '../../../shared/events/text-request.ts';
import type { Finding } from './finding.ts';

const texts = {
  'en-US': {
    ok: 'ok',
    missing: 'MISSING',
    unseen: 'not seen',
    why: 'why: ',
    cure: 'do: ',
    colon: ': ',
    width: 9,
    ready: 'Ready to go live.',
    open: (count: number, of: number) => `${count} of ${of} are missing or could not be looked at.`,
  },
  'zh-CN': {
    ok: '就绪',
    missing: '缺失',
    unseen: '未查看',
    why: '原因：',
    cure: '处理：',
    colon: '：',
    // A Chinese character is two columns wide.
    width: 5,
    ready: '可以上线。',
    open: (count: number, of: number) => `${of} 项中有 ${count} 项缺失或未能查看。`,
  },
} as const;

/** Findings as a person reads them: each on a line, and below what is missing why it matters and what to do. */
export function shown(findings: readonly Finding[], locale: Locale): string[] {
  const words = texts[locale];
  const lines = findings.flatMap((finding) => {
    const { verdict, about, found, why } = finding;
    const head = `${words[verdict].padEnd(words.width)} ${about[locale]}${words.colon}${found[locale]}`;
    if (verdict === 'ok') return [head];
    const cure = verdict === 'missing' ? [`${' '.repeat(10)}${words.cure}${finding.cure[locale]}`] : [];
    return [head, `${' '.repeat(10)}${words.why}${why[locale]}`, ...cure];
  });
  const open = findings.filter(({ verdict }) => verdict !== 'ok').length;
  return [...lines, '', open === 0 ? words.ready : words.open(open, findings.length)];
}
