import type { Play } from '../../infra/local/play.ts';
import { visitInChengdu } from '../journey/a-visit.ts';

/** What a customer is like: how the texts that they receive are answered. */
export type Temper = 'happy' | 'angry' | 'silent' | 'unclear' | 'leaves';
export const tempers: readonly Temper[] = ['angry', 'happy', 'silent', 'unclear', 'leaves'];

const asked = /满意吗/;
const repeated = /只回复1到5/;
const isSolved = /解决了吗/;

const firstAnswers = {
  happy: '5',
  angry: '2，等了一整天，冷车还是有异响',
  silent: '',
  unclear: '3点半来取车行吗',
  leaves: '退订',
} as const;

/** One customer of the Chengdu store with one visit; answers what is new on the phone whenever looked at. */
export class Customer {
  readonly name: string;
  readonly phone: string;
  readonly order: string;
  readonly number: string;
  readonly temper: Temper;
  visitId = '';
  customerId = '';

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

  /** Answers the texts that are not answered yet. */
  async look(play: Play): Promise<void> {
    const messages = await play.phone(this.phone);
    const received = messages.filter(({ direction }) => direction === 'to-customer').map(({ text }) => text);
    const answers = this.#answersTo(received);
    for (const answer of answers.slice(messages.length - received.length))
      await play.reply(this.phone, answer);
  }

  #answersTo(texts: readonly string[]): string[] {
    if (this.temper === 'silent') return [];
    let timesAskedIfSolved = 0;
    return texts.flatMap((text) => {
      if (repeated.test(text)) return ['你们几点下班'];
      if (isSolved.test(text)) {
        timesAskedIfSolved += 1;
        return [timesAskedIfSolved === 1 ? '没有解决' : '解决了，谢谢'];
      }
      return asked.test(text) ? [firstAnswers[this.temper]] : [];
    });
  }
}
