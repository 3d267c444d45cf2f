/** What a number plate looks like, for people; nothing is refused for it. */
export type PlateShape = 'cn' | 'cn-new-energy' | 'cn-special' | 'us' | 'other';

const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';

const shapes: readonly (readonly [PlateShape, RegExp])[] = [
  // Learner, police, consular, trailer, test; Hong Kong and Macao vehicles admitted to the mainland.
  ['cn-special', new RegExp(`^${province}[A-Z]?[A-Z0-9]{4,6}[学警领挂试超]$|^粤Z[A-Z0-9]{4}[港澳]$`, 'u')],
  ['cn-special', /^使[A-Z0-9]{6}$|^[A-Z0-9]{6}使$|^(?:WJ|[A-Z]{2})?民航[A-Z0-9]{5}$/u],
  ['cn-special', new RegExp(`^WJ${province}?[A-Z0-9]{5,6}$`, 'u')],
  // D or F tells small vehicles (third place), at the end large ones.
  ['cn-new-energy', new RegExp(`^${province}[A-Z](?:[A-HJK][A-Z0-9]\\d{4}|\\d{5}[A-HJK])$`, 'u')],
  ['cn', new RegExp(`^${province}[A-Z][A-Z0-9]{5}$`, 'u')],
  ['us', /^(?=.*\d)[A-Z0-9]{2,8}$|^[A-Z]{2,8}$/],
];

/** What desks type where a vehicle has no plate yet; two of these are not the same vehicle. */
const noPlate =
  /^(?:无牌?|没有|暂无|无车牌|未上牌|未挂牌|未知|新车|临牌|临时|待上牌|NONE?|NA|NIL|NULL|NOPLATE|NEW|TEMP|DEALER|UNKNOWN|TBD|(.)\1*)$/u;

/**
 * A plate as it is compared: full-width letters made narrow, capitals, without spaces, dots and hyphens; `川Ａ·1234 5`
 * is `川A12345`. Letters are never taken for figures. Undefined where it says that there is none.
 */
export function normalPlate(written: string): string | undefined {
  const plate = written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return plate === '' || noPlate.test(plate) ? undefined : plate;
}

/** The shape of a plate in its normal form. */
export function plateShape(plate: string): PlateShape {
  return shapes.find(([, pattern]) => pattern.test(plate))?.[0] ?? 'other';
}
