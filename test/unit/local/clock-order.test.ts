import { describe, expect, it } from 'vitest';
import { timeOrdered } from '../../../infra/local/front/clock-order.ts';
import { DAY, HOUR, START } from './a-cloud.ts';

describe('an order to the clock', () => {
  it.each([
    [{ advance: 'P3D' }, START + 3 * DAY],
    [{ advance: 'PT1H' }, START + HOUR],
    [{ advance: 'PT0S' }, START],
    [{ advance: 'P1M' }, Date.parse('2026-04-02T01:00:00Z')],
    [{ to: '2026-03-02T10:00:00+08:00' }, START + HOUR],
    [{ to: '2026-03-02T02:00Z' }, START + HOUR],
  ])('%j', (order, time) => {
    expect(timeOrdered(order, START)).toBe(time);
  });

  it.each([
    [{ advance: '3 days' }, 400, '/advance'],
    [{ to: '2026-03-09' }, 400, '/to'],
    [{ to: '2026-03-09T10:00:00' }, 400, '/to'],
    [{ advance: 'P1D', to: '2026-03-09T10:00:00Z' }, 400, undefined],
    [{}, 400, undefined],
    [undefined, 400, undefined],
    [{ to: '2026-03-02T00:59:59Z' }, 409, undefined],
    [{ advance: '-PT1S' }, 409, undefined],
  ])('%j is refused', (order, status, pointer) => {
    const refused = expect(() => timeOrdered(order, START));
    refused.toThrow(
      expect.objectContaining({ status, errors: pointer ? [expect.objectContaining({ pointer })] : [] }),
    );
  });
});
