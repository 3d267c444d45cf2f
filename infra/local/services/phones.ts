import type { DatabaseSync } from 'node:sqlite';
import { SegmentedMessage } from 'sms-segments-calculator';
import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { arnParts } from './arn.ts';
import { atomically, Ids } from './state.ts';
import type { Topics } from './topics.ts';
import { isoTime, type VirtualClock } from './virtual-clock.ts';

export type Direction = 'to-customer' | 'from-customer';

export interface PhoneMessage {
  direction: Direction;
  text: string;
  /** ISO time. */
  at: string;
  /** How many parts the carrier bills. */
  parts: number;
}

/** One handset in a list of all, the one that was last in use first. */
export interface Handset {
  phone: string;
  messages: number;
  last: PhoneMessage;
}

const TextRow = v.object({
  phone: v.string(),
  direction: v.picklist(['to-customer', 'from-customer']),
  body: v.string(),
  at: v.number(),
  parts: v.number(),
});
const HandsetRow = v.object({ ...TextRow.entries, messages: v.number() });
const IdRow = v.object({ message_id: v.string() });

const E164 = /^\+[1-9]\d{6,14}$/;
const MAXIMUM_CHARACTERS = 1600;
/** Numbers that end so lead to nobody. */
const NOBODY = '404404';

/** The customers' handsets, and the carrier between them and SNS. */
export class Phones {
  readonly #db: DatabaseSync;
  readonly #clock: VirtualClock;
  readonly #topics: Pick<Topics, 'publish'>;
  readonly #logFailure: (messageId: string, line: string) => void;
  readonly #settings: { originationNumber: string; inboundTopicArn: string | undefined };
  readonly #ids: Ids;
  readonly #sql: ReturnType<typeof statements>;

  /**
   * `inboundTopicArn` is the topic of two-way texting; without one nobody can answer. `logFailure` writes into the log
   * that SNS keeps of texts that did not arrive.
   */
  constructor(
    db: DatabaseSync,
    clock: VirtualClock,
    topics: Pick<Topics, 'publish'>,
    logFailure: (messageId: string, line: string) => void,
    settings: { originationNumber: string; inboundTopicArn: string | undefined },
  ) {
    this.#db = db;
    this.#clock = clock;
    this.#topics = topics;
    this.#logFailure = logFailure;
    this.#settings = settings;
    this.#ids = new Ids(db);
    this.#sql = statements(db);
  }

  /**
   * A text to a customer; answers its message id. Throws InvalidParameter as SNS does. One to a number that leads to
   * nobody is taken and logged as a failure; those that arrive are not logged, as in an account that samples none.
   */
  deliver(e164: string, text: string): string {
    if (!E164.test(e164)) {
      const reason = `${e164} is not valid to publish to`;
      throw new AwsError('InvalidParameter', `Invalid parameter: PhoneNumber Reason: ${reason}`);
    }
    if (text === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
    if (text.length > MAXIMUM_CHARACTERS) {
      throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
    }
    if (e164.endsWith(NOBODY)) return atomically(this.#db, () => this.#lose(e164, text));
    return atomically(this.#db, () => this.#keep(e164, 'to-customer', text));
  }

  /** A customer's text: kept, and published on the inbound topic in the same commit. */
  reply(e164: string, text: string): void {
    const { inboundTopicArn, originationNumber } = this.#settings;
    if (inboundTopicArn === undefined) throw new Error('this cloud has no topic for texts from customers');
    if (!E164.test(e164)) throw new RangeError(`not a phone number in E.164 form: ${e164}`);
    atomically(this.#db, () => {
      const asked = this.#sql.lastTo.get(e164);
      const inboundMessageId = this.#keep(e164, 'from-customer', text);
      const message = {
        originationNumber: e164,
        destinationNumber: originationNumber,
        messageKeyword: `KEYWORD_${arnParts(inboundTopicArn).account}`,
        messageBody: text,
        inboundMessageId,
        ...(asked && { previousPublishedMessageId: v.parse(IdRow, asked).message_id }),
      };
      this.#topics.publish({ topicArn: inboundTopicArn, message: JSON.stringify(message) });
    });
  }

  /** All handsets that have had a text, the last used first. */
  list(): Handset[] {
    return this.#sql.handsets.all().map((row) => {
      const { messages, ...last } = v.parse(HandsetRow, row);
      return { phone: last.phone, messages, last: phoneMessage(last) };
    });
  }

  /** One handset's texts, oldest first. */
  messages(e164: string): PhoneMessage[] {
    return this.#sql.ofPhone.all(e164).map((row) => phoneMessage(v.parse(TextRow, row)));
  }

  #lose(e164: string, text: string): string {
    const messageId = this.#ids.next('text');
    const record = {
      notification: { messageId, timestamp: isoTime(this.#clock.now()).replace('T', ' ').replace('Z', '') },
      delivery: {
        numberOfMessageParts: new SegmentedMessage(text).segmentsCount,
        destination: e164,
        priceInUSD: 0,
        smsType: 'Transactional',
        providerResponse: 'Invalid phone number',
        dwellTimeMs: 0,
      },
      status: 'FAILURE',
    };
    this.#logFailure(messageId, JSON.stringify(record));
    return messageId;
  }

  #keep(e164: string, direction: Direction, text: string): string {
    const messageId = this.#ids.next('text');
    const parts = new SegmentedMessage(text).segmentsCount;
    this.#sql.insert.run(e164, direction, messageId, text, this.#clock.now(), parts);
    return messageId;
  }
}

function phoneMessage({ direction, body, at, parts }: v.InferOutput<typeof TextRow>): PhoneMessage {
  return { direction, text: body, at: isoTime(at), parts };
}

function statements(db: DatabaseSync) {
  return {
    insert: db.prepare(
      'INSERT INTO text_message (phone, direction, message_id, body, at, parts) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    lastTo: db.prepare(
      `SELECT message_id FROM text_message WHERE phone = ? AND direction = 'to-customer' ORDER BY seq DESC LIMIT 1`,
    ),
    ofPhone: db.prepare('SELECT * FROM text_message WHERE phone = ? ORDER BY seq'),
    handsets: db.prepare(
      `SELECT text_message.*, messages
       FROM (SELECT max(seq) AS seq, count(*) AS messages FROM text_message GROUP BY phone) JOIN text_message USING (seq)
       ORDER BY seq DESC`,
    ),
  };
}
