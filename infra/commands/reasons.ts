import type { Locale } from '../../shared/events/text-request.ts';

/** Reasons as the API tells them, and the same in Chinese. */
const chinese: readonly (readonly [RegExp, string])[] = [
  [/^is missing: a delivered repair order.*$/, '缺失：已交车的工单必须有交车时间（未交车请注明状态）'],
  [/^is missing(.*)$/, '缺失$1'],
  [/^lies before openedAt.*$/, '早于进厂时间：车辆不可能在进厂之前交车'],
  [/^must be a time such as.*$/, '不是可识别的时间，应如 2026-03-02 17:30、2026/3/2 或 20260302'],
  [/^must be an RFC 3339 time.*$/, '应为带时区的时间，如 2026-03-02T17:30:00+08:00'],
  [/^must be a time that exists.*$/, '该时间不存在'],
  [/^must lie between the years (\d+) and (\d+)$/, '年份应在 $1 与 $2 之间'],
  [/^must be an amount of money.*$/, '不是金额'],
  [/^must be a decimal number.*$/, '应为十进制数，如 1280.50'],
  [
    /^must be a phone number: E\.164 \(([^)]+)\) or the digits as dialled in (\w+)$/,
    '不是电话号码：应为国际格式（$1）或在 $2 拨打的号码',
  ],
  [/^must be one of (.+)$/, '应为以下之一：$1'],
  [/^must not be empty$/, '不能为空'],
  [/^must hold neither control characters.*$/, '不能含有控制字符或残缺字符'],
  [/^must have at most (\d+) (characters|items|options)$/, '最多 $1 个（字符或条目）'],
  [/^must be an ISO 4217 code.*$/, '应为 ISO 4217 货币代码，如 CNY'],
  [/^must be a date or an RFC 3339 time$/, '应为日期或带时区的时间'],
  [/^must lie after from$/, '应晚于开始时间'],
  [/^must be >=(.+)$/, '应不小于 $1'],
  [/^must be <=(.+)$/, '应不大于 $1'],
  [/^must be JSON \(RFC 8259\) in UTF-8$/, '应为 UTF-8 编码的 JSON（RFC 8259）'],
  [/^must be nested at most (\d+) deep$/, '嵌套最多 $1 层'],
  [/^must have (\d+) to (\d+) visits; it has (\d+)$/, '应含 $1 至 $2 个工单，现有 $3 个'],
  [/^must be (.+)$/, '应为 $1'],
  [/^is not valid$/, '无效'],
  [/^is that of row (\d+) too$/, '与第 $1 条数据的工单号相同，而内容不同'],
  [
    /^This row was taken with other content before.*$/,
    '该行此前已按其他内容导入；已导入的保持不变，如需导入新内容请换一个导入名称（--import）',
  ],
  [/^The body is too large.*$/, '内容过大，单个工单最多 256 KiB'],
  [/^The mapping could not be applied(.*)$/, '无法套用映射$1'],
  // Of a file as a whole.
  [/^is empty$/, '文件是空的'],
  [/^is UTF-16: save it as CSV in UTF-8$/, '文件是 UTF-16 编码：请另存为 UTF-8 编码的 CSV'],
  [
    /^is neither UTF-8 nor GB18030: save it as CSV in UTF-8$/,
    '文件既不是 UTF-8 也不是 GB18030 编码：请另存为 UTF-8 编码的 CSV',
  ],
  [/^tells (.+) in two columns$/, '$1 各有两列'],
  [/^lacks columns for (.+)\. Its columns are: (.+)$/, '缺少以下列：$1。文件中的列：$2'],
];

/** A reason in a language; one that has no translation stays as it is told. */
export function reasonIn(locale: Locale, reason: string): string {
  if (locale === 'en-US') return reason;
  for (const [pattern, translated] of chinese)
    if (pattern.test(reason)) return reason.replace(pattern, translated);
  return reason;
}
