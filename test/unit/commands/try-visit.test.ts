import { expect, it } from 'vitest';
import { tryVisit } from '../../../infra/commands/try-visit-files.ts';
import { aVisitBody } from '../../builders/visit.ts';
import { chengdu } from '../visits/formats/fixture.ts';

const spoilt = { ...aVisitBody(), customer: { id: 'K', name: '', phone: '12' }, items: undefined };

it.each([
  ['a visit with faults', JSON.stringify(spoilt)],
  ['what is no JSON', '{"repairOrder": '],
  ['too many visits', JSON.stringify([])],
])('%s is refused in Chinese for whoever asks in Chinese', async (_, text) => {
  const tried = await tryVisit(text, {
    format: 'canonical',
    expression: undefined,
    context: chengdu,
    locale: 'zh-CN',
  });
  expect(tried.refused).toBe(1);
  for (const line of tried.lines.slice(1)) expect(line.replace(/^.*?: /, '')).toMatch(/\p{Script=Han}/u);
});
