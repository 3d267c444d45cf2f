import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, parseRequest } from '../../../shared/platform/parse.ts';
import { type Fault, Problem } from '../../../shared/platform/problem.ts';
import { instantFrom } from '../../../shared/platform/time.ts';
import { VisitBodySchema } from '../../../shared/visits/body.ts';
import { aVisitBody } from '../../builders/visit.ts';

function parse(body: unknown) {
  return parseRequest(VisitBodySchema, body, 'visit');
}

function faultsOf(body: unknown): readonly Fault[] {
  try {
    parse(body);
    return [];
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return error.errors;
    throw error;
  }
}

/** The documented body with one member replaced (or, by undefined, left out). */
function bodyWith(pointer: string, value: unknown): unknown {
  const steps = pointer.slice(1).split('/');
  const replace = (node: unknown, [step, ...rest]: string[]): unknown => {
    if (step === undefined) return value;
    if (Array.isArray(node)) {
      return node.map((each: unknown, index) => (String(index) === step ? replace(each, rest) : each));
    }
    const members = typeof node === 'object' && node !== null ? Object.entries(node) : [];
    const old: unknown = members.find(([name]) => name === step)?.[1];
    const next = replace(old, rest);
    const kept = members.filter(([name]) => name !== step);
    return Object.fromEntries(next === undefined ? kept : [...kept, [step, next]]);
  };
  return replace(aVisitBody(), steps);
}

describe('a visit as a DMS posts it', () => {
  it('R01 R02 R07–R09: the documented body is taken with all its members, times as instants', () => {
    const body = parse(aVisitBody());
    expect(body.repairOrder.deliveredAt).toBe(instantFrom('2026-03-02T17:30:00+08:00'));
    expect(body.contact?.time?.from).toBe(instantFrom('2026-03-03T10:00:00+08:00'));
    const times = ['openedAt', 'promisedAt', 'closedAt', 'deliveredAt', 'updatedAt'];
    expect(Object.keys(body.repairOrder).sort()).toEqual([...times, 'number', 'status', 'type'].sort());
    const { vehicle, customer, advisor, technicians, items, options, totals, notes } = aVisitBody();
    expect(body).toMatchObject({ vehicle, customer, advisor, technicians, items, options, totals, notes });
  });

  it('needs nothing but order, vehicle, customer, advisor and items; it is delivered unless it says otherwise', () => {
    const smallest = {
      repairOrder: {
        number: 'RO-1',
        openedAt: '2026-03-02T09:00:00Z',
        deliveredAt: '2026-03-02T17:00:00Z',
        type: 'repair',
      },
      vehicle: { vin: 'LSVAM4187C2184847' },
      customer: { id: 'K-1', name: 'Ann', phone: '+15125550100' },
      advisor: { id: 'B01', name: 'Maria' },
      items: [],
    };
    expect(parse(smallest).repairOrder.status).toBe('delivered');
  });

  it('passes over members that it does not name', () => {
    expect(faultsOf({ ...aVisitBody(), shoeSize: 43 })).toEqual([]);
    expect(parse(bodyWith('/vehicle/colour', 'red')).vehicle).not.toHaveProperty('colour');
  });

  it('an open order needs no time of delivery', () => {
    expect(faultsOf(bodyWith('/repairOrder', { ...aVisitBody().repairOrder, status: 'open' }))).toEqual([]);
    const { deliveredAt: _, ...undelivered } = aVisitBody().repairOrder;
    expect(faultsOf(bodyWith('/repairOrder', { ...undelivered, status: 'closed' }))).toEqual([]);
  });

  it.each([
    ['zh', 'zh-CN'],
    ['zh-Hans-CN', 'zh-CN'],
    ['EN', 'en-US'],
    ['en-GB', 'en-US'],
  ])('reads the language %s as %s', (language, locale) => {
    expect(parse(bodyWith('/customer/language', language)).customer.language).toBe(locale);
  });

  it('reads a VIN in small letters and a date of sale with or without a time', () => {
    expect(parse(bodyWith('/vehicle/vin', ' lsvam4187c2184847 ')).vehicle.vin).toBe('LSVAM4187C2184847');
    expect(faultsOf(bodyWith('/vehicle/soldAt', '2023-04-01T10:00:00+08:00'))).toEqual([]);
  });
});

describe('each fault is named where it is', () => {
  it.each([
    ['/repairOrder', undefined, 'is missing'],
    ['/repairOrder/number', undefined, 'is missing'],
    ['/repairOrder/number', '  ', 'must not be empty'],
    ['/repairOrder/number', 1001, 'must be string'],
    ['/repairOrder/status', 'finished', 'must be ("open" | "closed" | "delivered" | "void")'],
    ['/repairOrder/openedAt', undefined, 'is missing'],
    ['/repairOrder/openedAt', '2026-03-02 09:10', 'RFC 3339'],
    ['/repairOrder/openedAt', '2026-03-02T09:10:00', 'RFC 3339'],
    ['/repairOrder/openedAt', '2026-02-30T09:10:00Z', 'must be a time that exists'],
    ['/repairOrder/updatedAt', 'yesterday', 'RFC 3339'],
    ['/repairOrder/deliveredAt', undefined, 'is missing: a delivered repair order needs'],
    ['/repairOrder/deliveredAt', '2026-03-02T09:09:59+08:00', 'lies before openedAt'],
    ['/repairOrder/type', undefined, 'is missing'],
    ['/vehicle/vin', undefined, 'is missing'],
    ['/vehicle/vin', ' ', 'must not be empty'],
    ['/vehicle/modelYear', 23, 'must be >=1900'],
    ['/vehicle/odometerKm', -1, 'must be >=0'],
    ['/vehicle/soldAt', 'last spring', 'must be a date or an RFC 3339 time'],
    ['/customer/id', undefined, 'is missing'],
    ['/customer/name', 'x'.repeat(101), 'must have at most 100 characters'],
    ['/customer/phone', undefined, 'is missing'],
    ['/customer/kind', 'person', 'must be ("individual" | "enterprise" | "government")'],
    ['/contact/method', 'email', 'must be ("text" | "call" | "none")'],
    ['/contact/time/until', undefined, 'is missing'],
    ['/contact/time/until', '2026-03-03T10:00:00+08:00', 'must lie after from'],
    ['/contact/consent/marketing', 'yes', 'must be boolean'],
    ['/advisor', undefined, 'is missing'],
    ['/advisor/id', undefined, 'is missing'],
    ['/technicians/0/name', undefined, 'is missing'],
    ['/items', undefined, 'is missing'],
    ['/items', {}, 'must be Array'],
    ['/items/1/outcome', 'later', 'must be ("done" | "deferred" | "declined")'],
    ['/items/0/description', '', 'must not be empty'],
    ['/items/0/amount', 1280.5, 'must be string'],
    ['/items/0/amount', '1,280.50', 'must be a decimal number as a string'],
    ['/items/1/priority', 'SAFETY_CRITICAL', 'must be ("safety-critical"'],
    ['/options/0/description', undefined, 'is missing'],
    ['/options/1/chosen', 'yes', 'must be boolean'],
    ['/totals/currency', '¥', 'must be an ISO 4217 code'],
    ['/notes/testDrive', 7, 'must be string'],
  ])('%s as %j', (pointer, value, detail) => {
    const faults = faultsOf(bodyWith(pointer, value));
    expect(faults.map((fault) => fault.pointer)).toEqual([pointer]);
    expect(faults[0]?.detail).toContain(detail);
  });

  it('too many items are refused as a whole', () => {
    const items = Array.from({ length: 201 }, () => ({ description: 'bulb', outcome: 'done' }));
    expect(faultsOf(bodyWith('/items', items))).toEqual([
      { pointer: '/items', detail: 'must have at most 200 items' },
    ]);
  });

  it('all faults are told at once', () => {
    const { customer: _, ...rest } = aVisitBody();
    const pointers = faultsOf({ ...rest, items: [{ outcome: 'done' }], vehicle: { vin: '' } });
    expect(pointers.map((fault) => fault.pointer).sort()).toEqual([
      '/customer',
      '/items/0/description',
      '/vehicle/vin',
    ]);
  });

  it.each([[null], [42], ['visit'], [[]], [true]])('a body that is %j is a fault of the whole', (body) => {
    expect(faultsOf(body).length).toBeGreaterThan(0);
  });

  it('what is no JSON is named as such', () => {
    expect(() => parseJson('{"repairOrder":')).toThrow(Problem);
    expect(() => parseJson('')).toThrow(Problem);
  });

  it('whatever stands in any place: a 400 that names that place and does not repeat what was sent', () => {
    const places = fc.constantFrom(...leavesOf(aVisitBody()));
    const anything = fc.oneof(
      fc.constantFrom(null, true, 7, -0.5, [], {}, ['私密-13800138000'], { name: '私密-13800138000' }),
      fc.constant('私密-13800138000'),
    );
    fc.assert(
      fc.property(places, anything, (pointer, value) => {
        for (const fault of faultsOf(bodyWith(pointer, value))) {
          expect(fault.pointer.startsWith(pointer)).toBe(true);
          expect(fault.detail).not.toContain('私密');
        }
      }),
      { seed: 20260302, numRuns: 400 },
    );
  });
});

/** The pointers of all members that hold no others. */
function leavesOf(node: unknown, pointer = ''): string[] {
  if (typeof node !== 'object' || node === null) return [pointer];
  return Object.entries(node).flatMap(([name, member]) => leavesOf(member, `${pointer}/${name}`));
}
