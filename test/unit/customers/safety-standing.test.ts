import { describe, expect, it } from 'vitest';
import { safetyStandingOf } from '../../../shared/customers/safety-standing.ts';
import { aStay, worked } from '../../builders/stay.ts';

const putOff = worked(['deferred', '更换前刹车片'], ['deferred', '雨刮片']);
const [first, other] = [aStay(0, { work: putOff }), aStay(9, { work: worked(['done', '机油']) })];

describe('R23: what of the safety of a vehicle its keeper is to hear of', () => {
  it('is what is relevant to safety and still open, with the newest visit', () => {
    expect(safetyStandingOf([first, other])).toMatchObject({
      items: [{ visitId: 'visit_0', item: 0, earlier: [] }],
      visitId: 'visit_0',
      last: { visitId: 'visit_9', leftAt: other.leftAt },
      isHistory: false,
    });
  });

  it('names what was put off once more with where it was put off before', () => {
    const again = aStay(9, { work: worked(['declined', '前刹车片磨损']) });
    expect(safetyStandingOf([first, again]).items).toEqual([
      { visitId: 'visit_9', item: 0, earlier: [{ visitId: 'visit_0', item: 0 }] },
    ]);
  });

  it.each([
    ['it was done', aStay(9, { work: worked(['done', '更换前刹车片']) })],
    [
      'somebody else brought it since',
      aStay(9, { customerId: 'customer_2', handsetId: 'handset_2', work: [] }),
    ],
  ])('is nothing where %s', (_, next) => {
    expect(safetyStandingOf([first, next]).items).toEqual([]);
  });

  it('is nothing where the visit was voided, or the vehicle has not left since it was put off', () => {
    expect(safetyStandingOf([{ ...first, counts: false }]).items).toEqual([]);
    expect(safetyStandingOf([{ ...first, leftAt: undefined }]).items).toEqual([]);
  });

  it('leaves to another company what was put off there', () => {
    const elsewhere = aStay(9, { legalEntity: 'other', work: worked(['deferred', '方向机漏油']) });
    expect(safetyStandingOf([first, elsewhere]).items.map(({ visitId }) => visitId)).toEqual(['visit_9']);
  });

  it('says whether only history tells of the vehicle', () => {
    expect(safetyStandingOf([{ ...first, imported: true }]).isHistory).toBe(true);
    expect(safetyStandingOf([{ ...first, imported: true }, other]).isHistory).toBe(false);
  });
});
