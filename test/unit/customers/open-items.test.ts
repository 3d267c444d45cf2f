import { describe, expect, it } from 'vitest';
import { openItemsOf } from '../../../shared/customers/open-items.ts';
import type { Work } from '../../../shared/customers/work.ts';
import { aStay, worked } from '../../builders/stay.ts';

type Item = readonly [Work['outcome'], string];
const visit = (day: number, ...items: readonly Item[]) => aStay(day, { work: worked(...items) });
const openAfter = (...visits: readonly ReturnType<typeof visit>[]) =>
  openItemsOf(visits).map(({ stay, work }) => `${stay.visitId}/${work.item}`);

describe('R23: what is open on a vehicle', () => {
  it('is what was deferred or declined, safety-relevant items first', () => {
    const stays = [visit(0, ['deferred', '雨刮片'], ['done', '机油'], ['declined', '前刹车片'])];
    expect(openItemsOf(stays).map(({ work }) => [work.item, work.outcome, work.safety])).toEqual([
      [2, 'declined', [{ field: 'description', found: '刹车片' }]],
      [0, 'deferred', []],
    ]);
  });

  it.each<[string, Item[], string[]]>([
    ['the same thing done', [['done', '更换前刹车片']], []],
    ['both axles done', [['done', '更换前后刹车片']], []],
    ['the other axle done', [['done', '更换后刹车片']], ['visit_0/0']],
    ['done without saying where', [['done', '更换刹车片']], ['visit_0/0']],
    ['another part of the same system', [['done', '更换刹车油']], ['visit_0/0']],
    ['put off once more', [['declined', '前刹车片磨损']], ['visit_9/0']],
    ['something else put off', [['declined', '更换雨刮片']], ['visit_0/0', 'visit_9/0']],
  ])('after front brake pads were put off: %s', (_, items, open) => {
    expect(openAfter(visit(0, ['deferred', '前刹车片']), visit(9, ...items))).toEqual(open);
  });

  it('is settled by the same words, or the same code, whatever they name', () => {
    expect(
      openAfter(visit(0, ['deferred', '更换行车记录仪支架']), visit(9, ['done', '更换行车记录仪支架'])),
    ).toEqual([]);
  });

  it('stays open while the vehicle has not left, and when the visit that put it off was voided there is nothing', () => {
    const inWorkshop = { ...visit(9, ['done', '前刹车片']), leftAt: undefined };
    expect(openAfter(visit(0, ['deferred', '前刹车片']), inWorkshop)).toEqual(['visit_0/0']);
    expect(openAfter({ ...visit(0, ['deferred', '前刹车片']), counts: false })).toEqual([]);
  });
});
