import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callable, columnsOf, members } from '../../../infra/commands/import/columns.ts';
import { textOf } from '../../../infra/commands/import/encoding.ts';
import { csvRecords, lines } from '../../../infra/commands/import/records.ts';
import { csvLine, linesOn } from '../../../infra/commands/import/report.ts';
import { type FileVisit, jsonVisitsOf, visitsOf } from '../../../infra/commands/import/visits.ts';
import { reasonIn } from '../../../infra/commands/reasons.ts';
import { faultsOf, chengdu, read } from '../visits/formats/fixture.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/imports');

async function visitsIn(file: string): Promise<{ header: string[]; visits: FileVisit[] }> {
  const bytes = readFileSync(path.join(fixtures, file));
  return visitsInText(textOf([bytes], file.includes('gb18030') ? 'gb18030' : 'utf-8'));
}

async function visitsInText(text: AsyncIterable<string>) {
  const records = csvRecords(text);
  const header = await records.next();
  if (header.done) throw new Error('the file is empty');
  const { columns } = columnsOf(header.value);
  return { header: header.value, visits: await all(visitsOf(records, columns)) };
}

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of from) found.push(each);
  return found;
}

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield await Promise.resolve(text);
}

describe('the header of a file', () => {
  it('is known in Chinese and English, and by the names of the members', async () => {
    for (const file of ['history-utf8.csv', 'history-english.csv']) {
      const { header } = await visitsIn(file);
      expect(columnsOf(header)).toMatchObject({ missing: [], twice: [] });
    }
    expect(columnsOf(members)).toMatchObject({ missing: [], twice: [], unknown: [] });
  });

  it('says what is passed over, missing or told twice', () => {
    expect(columnsOf(['工单号', ' 手 机 号 ', '备注', 'Repair-Order', '*VIN（必填）'])).toMatchObject({
      unknown: ['备注', '*VIN（必填）'],
      twice: ['repairOrder.number'],
      missing: [
        'repairOrder.openedAt',
        'vehicle.vin',
        'customer.id',
        'customer.name',
        'items.description',
        'advisor.id / advisor.name',
        'repairOrder.deliveredAt / repairOrder.status',
      ],
    });
    expect(callable('customer.phone')).toBe('手机 / phone / customer.phone');
  });

  it.each(['＊手机号＊', 'Mobile_Phone', '"PHONE"', '手机号 '])('%s is a phone', (name) => {
    expect(columnsOf([name]).columns[0]?.member).toBe('customer.phone');
  });
});

describe('the visits of a file', () => {
  it('are the same in UTF-8 and GB18030, with a row for each item of an order', async () => {
    const { visits } = await visitsIn('history-gb18030.csv');
    expect(visits).toEqual((await visitsIn('history-utf8.csv')).visits);
    expect(visits.map(({ row, to }) => [row, to])).toEqual([
      [1, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
    const { body } = read('sheet', visits[0]?.visit, chengdu);
    expect(body).toMatchObject({
      repairOrder: {
        number: 'W-88120',
        status: 'delivered',
        openedAt: '2025-11-03T01:10:00.000Z',
        deliveredAt: '2025-11-03T09:20:00.000Z',
      },
      vehicle: { plate: '川A12345', odometerKm: 48_210 },
      customer: { phone: '+8613800138001' },
      advisor: { id: '王磊', name: '王磊' },
      technicians: [{ name: '何勇' }, { name: '赵刚' }],
      items: [
        { description: '更换机油机滤', outcome: 'done', amount: '1280.50' },
        { description: '更换雨刮片', outcome: 'declined', amount: '120' },
      ],
      totals: { actual: '1280.50' },
    });
    expect(read('sheet', visits[1]?.visit, chengdu).body).toMatchObject({
      repairOrder: { openedAt: '2025-11-04T00:00:00.000Z', deliveredAt: '2025-11-04T10:00:00.000Z' },
      items: [{ description: '更换前刹车片\r\n及刹车盘', amount: '680' }],
    });
  });

  it.each([
    ['2026-03-02 17:20', '2026-03-02T09:20:00.000Z'],
    ['2026/3/2', '2026-03-02T10:00:00.000Z'],
    ['20260302', '2026-03-02T10:00:00.000Z'],
    ['2026年3月2日 17时20分', '2026-03-02T09:20:00.000Z'],
    ['2026-03-02T17:20:00+09:00', '2026-03-02T08:20:00.000Z'],
  ])('delivered %s', async (told, deliveredAt) => {
    const { visits } = await visitsIn('history-utf8.csv');
    const { visit } = visits[2] ?? {};
    const text = JSON.stringify(visit).replace('2025-11-05 11:45', told).replace('2025-11-05', '2026-03-02');
    const right = text.replace('"12"', '"13800138000"');
    expect(read('sheet', JSON.parse(right), chengdu).body.repairOrder.deliveredAt).toBe(deliveredAt);
  });

  it('do not depend on where the text is cut, and separators and line ends may differ', async () => {
    const text = readFileSync(path.join(fixtures, 'history-utf8.csv'), 'utf8');
    const { visits } = await visitsIn('history-utf8.csv');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 8 }), async (places) => {
        const ends = [0, ...places.sort((a, b) => a - b), text.length];
        const cut = ends.slice(1).map((end, index) => text.slice(ends[index], end));
        expect((await visitsInText(pieces(...cut))).visits).toEqual(visits);
      }),
      { seed: 20260302, numRuns: 50 },
    );
    const english = readFileSync(path.join(fixtures, 'history-english.csv'), 'utf8');
    const same = (await visitsInText(pieces(english))).visits;
    const plain = english.replaceAll(/"([^"]*)"/g, (_, cell: string) => cell.replace(',', ''));
    for (const separator of [';', '\t']) {
      const other = await visitsInText(pieces(plain.replaceAll(',', separator)));
      expect(other.visits.map(({ row }) => row)).toEqual(same.map(({ row }) => row));
      expect(other.visits[0]).toMatchObject({ visit: { customer: { name: 'Dana Fox' } } });
    }
  });

  it('are lines of JSON, where it is NDJSON', async () => {
    const found = await all(jsonVisitsOf(lines(pieces('{"a":1}\r\n\n{"b', '":2}\nno json'))));
    expect(found).toEqual([
      { row: 1, to: 1, visit: { a: 1 } },
      { row: 2, to: 2, visit: { b: 2 } },
      { row: 3, to: 3, visit: null },
    ]);
  });
});

describe('the report', () => {
  it('names row, column and reason, in Chinese where it is asked for', async () => {
    const { header, visits } = await visitsIn('history-utf8.csv');
    const { columns } = columnsOf(header);
    const told = (locale: 'zh-CN' | 'en-US') =>
      visits.flatMap((visit) => {
        const errors = [...faultsOf('sheet', visit.visit, chengdu)];
        if (errors.length === 0) return [];
        const refusal = { type: '', title: '', detail: '', errors };
        return linesOn({ visit, refusal }, columns, 2, locale);
      });
    expect(told('en-US')).toEqual([
      [5, '手机号', 'must be a phone number: E.164 (+8613800138000) or the digits as dialled in CN'],
      [6, '交车时间', 'must be a time such as 2026-03-02T17:30:00+08:00 or 2026-03-02 17:30'],
    ]);
    expect(told('zh-CN').map(([, , reason]) => reason)).toEqual([
      '不是电话号码：应为国际格式（+8613800138000）或在 CN 拨打的号码',
      '不是可识别的时间，应如 2026-03-02 17:30、2026/3/2 或 20260302',
    ]);
  });

  it('says each reason for which an empty visit is refused in Chinese', () => {
    for (const { detail } of faultsOf(
      'sheet',
      { items: [{}], totals: { actual: 'x' }, contact: { method: 'x' } },
      chengdu,
    ))
      expect(reasonIn('zh-CN', detail)).toMatch(/\p{Script=Han}/u);
  });

  it('runs no formula in a spreadsheet', () => {
    expect(csvLine([3, '=1+1', 'a "word", and more'])).toBe('3,\'=1+1,"a ""word"", and more"\r\n');
  });
});
