import type * as v from 'valibot';
import type { ScriptBodySchema } from '../../shared/callbacks/scripts/body.ts';
import type { Situation } from '../../shared/callbacks/scripts/choose.ts';

/** A script about brakes in Chinese, with a blank wherever one may be wanting. */
export function aScriptBody(
  overrides: Partial<v.InferInput<typeof ScriptBodySchema>> = {},
): v.InferInput<typeof ScriptBodySchema> {
  return {
    name: '春季制动检查',
    criteria: { systems: ['brakes'] },
    cycleDays: 90,
    texts: {
      'zh-CN': {
        opening: [['您好，请问是{customer}吗？我是{dealer}的{caller}。', '您好，我是{caller}。', '您好。']],
        visit: [['您的{vehicle}这次做了{workDone}。'], ['晚了{lateBy}，对不起。']],
        questions: [['踩刹车的感觉怎么样？']],
        deferred: [['还没有做的是{deferred}。'], ['{stakes}']],
        offers: [['正好有：{offers}。']],
        closing: [['谢谢您。']],
      },
    },
    ...overrides,
  };
}

/** An ordinary customer of whose vehicle nothing is known. */
export function aSituation(overrides: Partial<Situation> = {}): Situation {
  return {
    systems: [],
    customerClass: 'ordinary',
    locale: 'zh-CN',
    openSafetyItems: false,
    ...overrides,
  };
}
