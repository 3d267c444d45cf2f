import { closeSync, openSync, writeSync } from 'node:fs';

const header =
  '工单号,进厂时间,交车时间,维修类型,车架号,车牌号,客户编号,客户姓名,手机号,服务顾问,维修项目,项目金额';

/**
 * Writes a file of so many visits, one in a row; those at the rows of `faulty` have no phone that can be one. The names
 * of the orders begin with a series, so that those of two files need not be the same.
 */
export function writeVisits(file: string, count: number, faulty: readonly number[] = [], series = 'H'): void {
  const out = openSync(file, 'w');
  writeSync(out, `${header}\r\n`);
  for (let row = 1; row <= count; row += 1)
    writeSync(out, `${visitAt(row, faulty.includes(row), series)}\r\n`);
  closeSync(out);
}

function visitAt(row: number, isFaulty: boolean, series: string): string {
  const day = `2025/${(row % 12) + 1}/${(row % 28) + 1}`;
  const serial = String(row).padStart(6, '0');
  const phone = isFaulty ? '12' : `13${String(800_000_000 + row)}`;
  return [
    `${series}-${serial}`,
    `${day} 9:10`,
    `${day} 17:20`,
    '保养',
    `LSVAM4187C2${serial}`,
    `川A${serial.slice(1)}`,
    `K-${serial}`,
    '王小明',
    phone,
    '王磊',
    '更换机油机滤',
    '"¥1,280.50"',
  ].join(',');
}
