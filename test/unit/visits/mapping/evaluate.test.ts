import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../shared/platform/problem.ts';
import { evaluate } from '../../../../shared/visits/mapping/evaluate.ts';
import { mappingReader } from '../../../../shared/visits/mapping/read.ts';
import { chengdu, fixture } from '../formats/fixture.ts';

const ownDms = readFileSync(
  path.resolve(import.meta.dirname, '../../../fixtures/visits/own-dms.jsonata'),
  'utf8',
);
const run = (expression: string, input: unknown = {}) => evaluate(expression, input, chengdu.zone);

describe('R01: a mapping of a dealer', () => {
  it("makes a visit of the dealer's own format", async () => {
    const reader = mappingReader({ expression: ownDms, name: 'own-dms', version: 3 }, chengdu);
    expect(reader.readAs).toBe('mapping:own-dms#3');
    const { body } = await reader.read(fixture('own-dms.json'));
    expect(body).toMatchObject({
      repairOrder: { number: 'W-88120', deliveredAt: '2026-03-02T09:10:00.000Z' },
      vehicle: { vin: 'LSVAA4182E2123456', odometerKm: 52_010 },
      customer: { id: 'C-771', name: '刘洋', phone: '+8613800138023' },
      items: [
        { description: '更换空调滤芯', outcome: 'done', amount: '128.00' },
        { description: '转向横拉杆', outcome: 'declined', amount: '450.00' },
      ],
    });
  });

  it('that leaves something out is told exactly what is missing', async () => {
    const { 客户: _, 车架号: __, ...rest } = fixture('own-dms.json');
    const refused = await Promise.resolve(mappingReader({ expression: ownDms }, chengdu).read(rest)).catch(
      (error: unknown) => error,
    );
    const pointers = refused instanceof Problem ? refused.errors.map(({ pointer }) => pointer) : [];
    expect(pointers).toEqual(expect.arrayContaining(['/customer/id', '/customer/name', '/customer/phone']));
  });

  it.each([
    ['{ "a": ', 'at character'],
    ['$sum("x")', 'at character'],
    ['$nothing()', 'at character'],
  ])('%s is a fault that says where', async (expression, where) => {
    expect(JSON.stringify(await run(expression))).toMatch(new RegExp(`^{"fault":".*${where}`));
  });

  it('has the functions $time, $money and $km', async () => {
    const output = '["2026-03-02T09:10:00.000Z","128.00",48441,"soon"]';
    const expression = '[$time("2026-03-02 17:10"), $money(12800), $km(30100), $time("soon")]';
    expect(await run(expression)).toEqual({ output });
  });
});

describe('a hostile mapping is bounded', () => {
  it.each([
    ['an endless loop', '($f := function($x) { $f($x + 1) }; $f(1))'],
    ['deep recursion', '($f := function($x) { 1 + $f($x + 1) }; $f(1))'],
    [
      'a regular expression that backtracks',
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    ],
    ['a huge array', '[1..9000000].($string($) & "xxxxxxxxxxxxxxxxxxxx")'],
    ['a huge text', '$join([1..90000].("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"))'],
    ['a text that doubles', '$reduce([1..60], function($a, $b) { $a & $a }, "xxxxxxxxxx")'],
    ['a join of everything with everything', '($a := [1..9000]; $a.($x := $; $a.($y := $; $a.($x + $y))))'],
  ])('%s', async (_, expression) => {
    const started = performance.now();
    expect(await run(expression)).toHaveProperty('fault');
    // Ten times what is granted: it ends, however slow the machine.
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(await run('1 + 1')).toEqual({ output: '2' });
  });

  it('reaches nothing of the process, and leaves nothing for the next one', async () => {
    expect(await run('$eval("process.env")')).toEqual({ output: 'null' });
    for (const expression of ['constructor', '__proto__', '$string.constructor'])
      expect(JSON.stringify(await run(expression))).not.toMatch(/native code|Function/);
    await run('($x := 5; $x)');
    expect(await run('$x')).toEqual({ output: 'null' });
  });
});
