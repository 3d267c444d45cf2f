import * as v from 'valibot';

/** An item in the wire's JSON: attribute values by name, each with its type. */
export type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads an item of a request or an answer. */
export const ItemSchema = v.record(v.string(), v.record(v.string(), v.unknown()));

const List = v.array(v.record(v.string(), v.unknown()));
const Texts = v.array(v.string());

/** Bytes of an item as DynamoDB counts them: names and values in UTF-8, numbers by their digits. */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );
}

function valueSize(value: Readonly<Record<string, unknown>>): number {
  const [[type, content] = ['NULL', true]] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return numberSize(String(content));
    case 'B':
      return Buffer.byteLength(String(content), 'base64');
    case 'M':
      return Object.entries(v.parse(ItemSchema, content)).reduce(
        (sum, [name, inner]) => sum + Buffer.byteLength(name) + valueSize(inner) + 1,
        3,
      );
    case 'L':
      return v.parse(List, content).reduce((sum, inner) => sum + valueSize(inner) + 1, 3);
    case 'SS':
    case 'NS':
    case 'BS':
      return v.parse(Texts, content).reduce((sum, inner) => sum + valueSize({ [type.charAt(0)]: inner }), 0);
    default:
      return 1;
  }
}

function numberSize(number: string): number {
  const digits = number
    .replace(/[eE].*$/, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (number.startsWith('-') ? 1 : 0);
}
