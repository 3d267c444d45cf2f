import type { Locale } from '../../events/text-request.ts';

const words = {
  zone: {
    'en-US': 'has no offset; read in the time zone of the dealer, {zone}',
    'zh-CN': '没有时区偏移，按经销商所在时区 {zone} 解读',
  },
  'zone-skipped': {
    'en-US': 'names a time that the change of clocks skipped in {zone}; moved forward to {time}',
    'zh-CN': '该时刻在 {zone} 因夏令时调整并不存在，顺延为 {time}',
  },
  'zone-twice': {
    'en-US': 'names a time that came twice when clocks changed in {zone}; the first one is taken, {time}',
    'zh-CN': '该时刻在 {zone} 因夏令时调整出现两次，取第一次 {time}',
  },
  'day-only': {
    'en-US': 'is a day without a time; {at} of that day is taken',
    'zh-CN': '只有日期没有时刻，取当日 {at}',
  },
  'other-name': {
    'en-US': 'is read in place of {name}, which the format documents',
    'zh-CN': '代替格式规定的 {name} 使用',
  },
  'other-type': {
    'en-US': 'is a {found}; read as the {wanted} that the format documents',
    'zh-CN': '类型是 {found}，按格式规定的 {wanted} 解读',
  },
  'amount-text': {
    'en-US': 'is an amount as it is printed; read as {amount}',
    'zh-CN': '是打印格式的金额，按 {amount} 解读',
  },
  cents: {
    'en-US': 'is in cents; written as {amount}',
    'zh-CN': '单位是分，记为 {amount}',
  },
  miles: {
    'en-US': 'is in miles; {km} km',
    'zh-CN': '单位是英里，折合 {km} 公里',
  },
  kilometres: {
    'en-US': 'names no unit; read as kilometres',
    'zh-CN': '没有单位，按公里解读',
  },
  taken: {
    'en-US': 'is not there; {value} is taken',
    'zh-CN': '未提供，取 {value}',
  },
  means: {
    'en-US': '{found} is read as {value}',
    'zh-CN': '{found} 按 {value} 解读',
  },
  'taken-from': {
    'en-US': 'is not there; taken from {place}',
    'zh-CN': '未提供，取自 {place}',
  },
  'left-out': {
    'en-US': 'is left out: {why}',
    'zh-CN': '未采用：{why}',
  },
  'not-ordered': {
    'en-US': 'is not there: revisions are ordered by how far the repair order has got, then by their arrival',
    'zh-CN': '未提供：各次更新先按工单进度、再按到达先后排序',
  },
  'vin-length': {
    'en-US': 'has not 17 characters as a VIN has; the vehicle is known by it at this dealer only',
    'zh-CN': '不是 17 位的车辆识别代号，仅在本店内据此识别该车辆',
  },
  'vin-letters': {
    'en-US': 'holds I, O or Q, which no VIN has; taken as it is written',
    'zh-CN': '含有车辆识别代号不使用的字母 I、O 或 Q，按原样采用',
  },
  'vin-check-digit': {
    'en-US':
      'has another check digit than its characters make, so one may be mistyped; taken as it is written',
    'zh-CN': '校验位与其余字符不符，可能有误录，按原样采用',
  },
  'vin-placeholder': {
    'en-US':
      'stands for no VIN; the vehicle is known by its plate at this dealer, without one by this visit only',
    'zh-CN': '不是真实的车辆识别代号，该车辆在本店按号牌识别，无号牌时仅限本次工单',
  },
} as const;

/** What a sentence may name that is neither a code nor a value. */
export const phrases = {
  number: { 'en-US': 'number', 'zh-CN': '数字' },
  text: { 'en-US': 'text', 'zh-CN': '文字' },
  settlement: { 'en-US': 'settlement', 'zh-CN': '结算' },
  completion: { 'en-US': 'completion', 'zh-CN': '完工' },
  delivery: { 'en-US': 'the delivery of the vehicle', 'zh-CN': '交车' },
  endOfOrder: { 'en-US': 'the end of the order', 'zh-CN': '工单结束' },
  eachPart: { 'en-US': 'each part', 'zh-CN': '每个配件' },
  itemDone: { 'en-US': 'an item that was done', 'zh-CN': '一个已完成的项目' },
  firstPhone: { 'en-US': 'the first phone', 'zh-CN': '第一个电话' },
  thisChannel: { 'en-US': 'this of several channels', 'zh-CN': '多个联系方式中的这一个' },
  customersPhone: { 'en-US': "the customer's phone", 'zh-CN': '客户的电话' },
  undecided: {
    'en-US': '"deferred", since the customer has not decided',
    'zh-CN': '"deferred"（客户尚未决定）',
  },
} as const;

export type AssumptionKind = keyof typeof words;

/** Something that was read although the format does not say it so: where in what was sent, and what was assumed. */
export interface Assumption {
  readonly pointer: string;
  readonly kind: AssumptionKind;
  /** What the sentence names; by convention nothing personal. */
  readonly values: AssumedValues;
}

/** Codes and values as they stand, or words in both languages. */
export type AssumedValues = Readonly<Record<string, string | Readonly<Record<Locale, string>>>>;

/** An assumption as a sentence about its place. */
export function assumptionInWords({ kind, values }: Assumption, locale: Locale): string {
  return words[kind][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'string' ? value : value[locale];
  });
}
