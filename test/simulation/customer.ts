import type { Play } from '../../infra/local/play.ts';
import { visitInChengdu } from '../journey/a-visit.ts';

/** What a customer is like: how the texts that they receive are answered. */
export type Temper = 'happy' | 'angry' | 'silent' | 'unclear' | 'leaves';
export const tempers: readonly Temper[] = ['angry', 'happy', 'silent', 'unclear', 'leaves'];

const asked = /满意吗/;
const repeated = /只回复1到5/;
const isSolved = /解决了吗/;

/** One customer of the Chengdu store with one visit; answers what is new on the phone whenever looked at. */
export class Customer {
  readonly name: string;
  readonly phone: string;
  readonly order: string;
  readonly number: string;
  readonly temper: Temper;
  visitId = '';
  customerId = '';
  /** What was sent from the phone, in order. */
  readonly sent: string[] = [];
  #seen = 0;
  #timesAskedIfSolved = 0;

  constructor(index: number, temper: Temper) {
    const serial = String(index).padStart(4, '0');
    this.name = `visit ${index}`;
    this.phone = `+86137${serial}5500`;
    this.order = `SIM-${serial}-RO`;
    this.number = `SIM-${serial}-K`;
    this.temper = temper;
  }

  /** Words by which calls about this customer are known before there are ids. */
  get words(): readonly string[] {
    return [this.phone, this.order, this.number];
  }

  /** The visit as the DMS posts it. */
  visit(deliveredAt: string) {
    return visitInChengdu(deliveredAt.slice(0, 10), this.phone, {
      repairOrder: { number: this.order, openedAt: deliveredAt, deliveredAt },
      customer: { id: this.number, phone: this.phone, name: '张伟' },
    });
  }

  /** Answers the texts that are new. */
  async look(play: Play): Promise<void> {
    const texts = await play.textsTo(this.phone);
    const news = texts.slice(this.#seen);
    this.#seen = texts.length;
    for (const text of news) {
      const answer = this.#answerTo(text);
      if (answer === undefined) continue;
      this.sent.push(answer);
      await play.reply(this.phone, answer);
    }
  }

  #answerTo(text: string): string | undefined {
    if (this.temper === 'silent') return undefined;
    if (repeated.test(text)) return '你们几点下班';
    if (isSolved.test(text)) {
      this.#timesAskedIfSolved += 1;
      return this.#timesAskedIfSolved === 1 ? '没有解决' : '解决了，谢谢';
    }
    if (!asked.test(text)) return undefined;
    const first = {
      happy: '5',
      angry: '2，等了一整天，冷车还是有异响',
      unclear: '3点半来取车行吗',
      leaves: '退订',
    };
    return first[this.temper];
  }
}
