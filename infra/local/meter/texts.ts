import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';

/** Texts, and the parts that the carrier bills, each way. */
export interface TextCounts {
  toCustomers: { texts: number; parts: number };
  fromCustomers: { texts: number; parts: number };
}

const Row = v.object({ texts: v.number(), parts: v.number() });

/** Counts the texts that the phones have kept. */
export function textCounts(db: DatabaseSync): () => TextCounts {
  const ofDirection = db.prepare(
    'SELECT count(*) AS texts, coalesce(sum(parts), 0) AS parts FROM text_message WHERE direction = ?',
  );
  return () => ({
    toCustomers: v.parse(Row, ofDirection.get('to-customer')),
    fromCustomers: v.parse(Row, ofDirection.get('from-customer')),
  });
}
