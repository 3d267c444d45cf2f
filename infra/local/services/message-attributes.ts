import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** Attributes beside a message's body as the APIs of SQS and SNS take them; `BinaryValue` is base64. */
export const MessageAttributesSchema = v.record(
  v.string(),
  v.object({
    DataType: v.pipe(
      v.string(),
      v.regex(/^(String|Number|Binary)(\..+)?$/, 'must be String, Number or Binary'),
    ),
    StringValue: v.optional(v.string()),
    BinaryValue: v.optional(v.string()),
  }),
);
export type MessageAttributes = v.InferOutput<typeof MessageAttributesSchema>;

/** The checksum of a body that SQS answers with; SDKs compare it. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** SQS's checksum over attributes: sorted by name; name, type and value each behind its length; 1 for text, 2 for bytes. */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, attribute] of Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isBinary = attribute.DataType.startsWith('Binary');
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    hash.update(Buffer.of(isBinary ? 2 : 1));
    add(
      isBinary
        ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
        : Buffer.from(attribute.StringValue ?? ''),
    );
  }
  return hash.digest('hex');
}

/** Bytes that attributes add to the size of a message. */
export function sizeOfAttributes(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, 'base64'),
    0,
  );
}
