import type { Locale } from '../../shared/events/text-request.ts';
import { parseJson } from '../../shared/platform/parse.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { wallTime, localDate } from '../../shared/platform/time.ts';
import { visitsIn } from '../../shared/visits/batch.ts';
import { assumptionInWords } from '../../shared/visits/formats/assumption.ts';
import type { FormatContext } from '../../shared/visits/formats/format.ts';
import type { FormatName } from '../../shared/visits/formats/formats.ts';
import { formatReader, type Reader } from '../../shared/visits/formats/reader.ts';
import type { Understood } from '../../shared/visits/formats/understand.ts';
import { type ItemWords, recogniseItem } from '../../shared/visits/recognise.ts';
import { mappingReader } from '../../shared/visits/mapping/read.ts';
import { reasonIn } from './reasons.ts';

const words = {
  'en-US': {
    understood: '✔ Understood',
    refused: '✘ Refused',
    assumed: '  assumed',
    visit: 'Visit',
    order: 'repair order',
    vehicle: 'vehicle',
    customer: 'customer',
    advisor: 'advisor',
    delivered: 'delivered',
    whole: 'the whole',
    done: 'done',
    deferred: 'deferred',
    declined: 'declined',
    safety: 'safety-relevant',
    statuses: { open: 'open', closed: 'closed', delivered: 'delivered', void: 'void' },
  },
  'zh-CN': {
    understood: '✔ 已读懂',
    refused: '✘ 拒收',
    assumed: '  推定',
    visit: '工单',
    order: '工单号',
    vehicle: '车辆',
    customer: '客户',
    advisor: '业务接待',
    delivered: '交车',
    whole: '整体',
    done: '已完成',
    deferred: '暂缓',
    declined: '客户不修',
    safety: '涉及安全',
    statuses: { open: '未结', closed: '已结', delivered: '已交车', void: '作废' },
  },
} as const;

interface Trying {
  readonly format: FormatName;
  readonly expression?: string;
  readonly context: FormatContext;
  readonly locale: Locale;
}

/** What would be made of a file's visits, line by line, and how many of them would be refused. */
export async function tryVisit(
  text: string,
  { format, expression, context, locale }: Trying,
): Promise<{ lines: string[]; refused: number }> {
  const reader = expression ? mappingReader({ expression }, context) : formatReader(format, context);
  const said = words[locale];
  try {
    const body = parseJson(text);
    const several = visitsIn(body);
    const lines: string[] = [];
    let refused = 0;
    for (const [n, visit] of (several ?? [body]).entries()) {
      if (several) lines.push(`${said.visit} ${n}`);
      const tried = await tryOne(visit, reader, context, locale);
      lines.push(...tried.lines);
      refused += Number(tried.refused);
    }
    return { lines, refused };
  } catch (error) {
    return { lines: refusal(error, locale), refused: 1 };
  }
}

async function tryOne(visit: unknown, reader: Reader, context: FormatContext, locale: Locale) {
  try {
    return { lines: understanding(await reader.read(visit), context, locale), refused: false };
  } catch (error) {
    return { lines: refusal(error, locale), refused: true };
  }
}

function understanding({ body, assumed }: Understood, { zone }: FormatContext, locale: Locale): string[] {
  const said = words[locale];
  const { repairOrder, vehicle, customer, advisor, items } = body;
  const at = repairOrder.deliveredAt;
  return [
    `${said.understood}: ${said.order} ${repairOrder.number} (${said.statuses[repairOrder.status]})`,
    ...(at
      ? [`  ${said.delivered}: ${localDate(at, zone)} ${wallTime(at, zone).slice(0, 5)} (${zone})`]
      : []),
    `  ${said.vehicle}: ${[vehicle.vin, vehicle.plate, vehicle.make, vehicle.model].filter(Boolean).join(' ')}`,
    `  ${said.customer}: ${customer.name}, ${customer.phone}`,
    `  ${said.advisor}: ${advisor.name} (${advisor.id})`,
    ...items.flatMap((item) => [
      `  – ${said[item.outcome]}: ${item.description}${item.amount ? ` ${item.amount}` : ''}`,
      ...safetyOf(item, said.safety),
    ]),
    ...assumed.map(
      (each) => `${said.assumed}: ${each.pointer || said.whole} ${assumptionInWords(each, locale)}`,
    ),
  ];
}

/** What makes an item safety-relevant (R23), with the words or codes that say so. */
function safetyOf(item: ItemWords, said: string): string[] {
  const found = recogniseItem(item).safety.map((each) => `${each.system ?? each.field}: “${each.found}”`);
  return found.length > 0 ? [`      ⚠ ${said} (${[...new Set(found)].join(', ')})`] : [];
}

function refusal(error: unknown, locale: Locale): string[] {
  if (!(error instanceof Problem)) throw error;
  const said = words[locale];
  const faults = error.errors.length > 0 ? error.errors : [{ pointer: '', detail: error.detail }];
  return [
    said.refused,
    ...faults.map(({ pointer, detail }) => `  ${pointer || said.whole}: ${reasonIn(locale, detail)}`),
  ];
}
