import type { Locale } from '../../events/text-request.ts';
import type { Focus } from '../../dealers/focus.ts';
import type { Criteria } from './choose.ts';
import { chinese, english } from './default-texts.ts';
import { defaultPrefix } from './script.ts';
import type { Texts, Wording } from './texts.ts';

/** A script that every dealer of a group has from the first day on; a dealer's own with the same criteria goes before it. */
export interface DefaultScript {
  readonly id: string;
  /** Counts the changes of its texts: a yield is told by version. */
  readonly version: number;
  readonly name: string;
  readonly criteria: Criteria;
  readonly texts: Texts;
}

/** What differs from the standard script. */
type Parts = Partial<Wording>;

function both(zh: Parts, en: Parts): Texts {
  return { 'zh-CN': { ...chinese.standard, ...zh }, 'en-US': { ...english.standard, ...en } };
}

function focusOn(focus: Focus, name: string): DefaultScript {
  const questions = (locale: Locale) => (locale === 'zh-CN' ? chinese : english).focus[focus];
  return {
    id: `${defaultPrefix}${focus}`,
    version: 1,
    name,
    criteria: { focus },
    texts: both({ questions: questions('zh-CN') }, { questions: questions('en-US') }),
  };
}

export const defaultScripts: readonly DefaultScript[] = [
  { id: `${defaultPrefix}standard`, version: 1, name: 'Standard 标准', criteria: {}, texts: both({}, {}) },
  {
    id: `${defaultPrefix}new-vehicle`,
    version: 1,
    name: 'New vehicle 新车',
    criteria: { ageMonths: { until: 12 } },
    texts: both({ questions: chinese.newVehicle }, { questions: english.newVehicle }),
  },
  {
    id: `${defaultPrefix}older-vehicle`,
    version: 1,
    name: 'Older vehicle 老车',
    criteria: { ageMonths: { from: 72 } },
    texts: both({ questions: chinese.olderVehicle }, { questions: english.olderVehicle }),
  },
  {
    id: `${defaultPrefix}much-driven`,
    version: 1,
    name: 'Much driven 高里程',
    criteria: { odometerKm: { from: 150_000 } },
    texts: both({ questions: chinese.olderVehicle }, { questions: english.olderVehicle }),
  },
  {
    id: `${defaultPrefix}safety`,
    version: 1,
    name: 'Open safety items 安全项目未做',
    criteria: { openSafetyItems: true },
    texts: both({ deferred: chinese.safety }, { deferred: english.safety }),
  },
  {
    id: `${defaultPrefix}brakes-and-steering`,
    version: 1,
    name: 'After work on brakes or steering 制动与转向维修后',
    criteria: { systems: ['brakes', 'steering'] },
    texts: both({ questions: chinese.brakesAndSteering }, { questions: english.brakesAndSteering }),
  },
  {
    id: `${defaultPrefix}engine-and-transmission`,
    version: 1,
    name: 'After work on engine or transmission 发动机与变速箱维修后',
    criteria: { systems: ['engine', 'transmission', 'high-voltage'] },
    texts: both({ questions: chinese.drivetrain }, { questions: english.drivetrain }),
  },
  {
    id: `${defaultPrefix}body`,
    version: 1,
    name: 'After body and paint work 钣喷维修后',
    criteria: { systems: ['body'] },
    texts: both({ questions: chinese.body }, { questions: english.body }),
  },
  focusOn('on-time', 'Focus: on time 改善重点：准时交车'),
  focusOn('explanation', 'Focus: explaining the work 改善重点：讲解清楚'),
  focusOn('workmanship', 'Focus: workmanship 改善重点：维修质量'),
  focusOn('courtesy', 'Focus: courtesy 改善重点：接待礼仪'),
  focusOn('price', 'Focus: clear prices 改善重点：价格透明'),
  focusOn('facilities', 'Focus: waiting area 改善重点：休息环境'),
  {
    id: `${defaultPrefix}quality`,
    version: 1,
    name: 'Quality customers 优质客户',
    criteria: { customerClasses: ['quality'] },
    texts: both(
      { opening: chinese.quality.opening, questions: chinese.quality.questions },
      { opening: english.quality.opening, questions: english.quality.questions },
    ),
  },
  {
    id: `${defaultPrefix}important`,
    version: 1,
    name: 'Important customers 重要客户',
    criteria: { customerClasses: ['important'] },
    texts: both({ ...chinese.important, offers: [] }, { ...english.important, offers: [] }),
  },
];
