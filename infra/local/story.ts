import * as v from 'valibot';
import type { PhoneMessage, Play, PlayedEvent } from './play.ts';

/** What differs between the stores that the story can be played at. */
interface Scene {
  readonly dealerId: string;
  readonly zone: string;
  /** The morning on which the vehicle is delivered. */
  readonly begins: string;
  readonly phone: string;
  readonly customer: { id: string; name: string; phone: string };
  readonly vin: string;
  readonly plate: string;
  readonly advisor: { id: string; name: string };
  readonly agent: string;
  readonly item: string;
  readonly says: { bad: string; notSolved: string; solved: string };
  readonly resolutions: readonly [string, string];
}

export const scenes: Readonly<Record<'en' | 'zh', Scene>> = {
  en: {
    dealerId: 'austin-north',
    zone: 'America/Chicago',
    begins: '2026-03-02T10:30:00-06:00',
    phone: '+15125550142',
    customer: { id: 'C-2077', name: 'Ann Miller', phone: '(512) 555-0142' },
    vin: '1HGCM82633A004352',
    plate: 'KVR 8842',
    advisor: { id: 'B01', name: 'Maria Lopez' },
    agent: 'olivia-reed',
    item: 'Front brake pads replaced',
    says: {
      bad: '2 - it took all day and it still squeaks when cold',
      notSolved: 'No, it still squeaks',
      solved: 'Yes, solved. Thank you',
    },
    resolutions: [
      'Pads seated again, test drive with the customer',
      'New pads of another maker, free of charge',
    ],
  },
  zh: {
    dealerId: 'cd-south',
    zone: 'Asia/Shanghai',
    begins: '2026-03-02T10:30:00+08:00',
    phone: '+8613800138000',
    customer: { id: 'K-1001', name: '张伟', phone: '138 0013 8000' },
    vin: 'LSVAA4182E2123456',
    plate: '川A12345',
    advisor: { id: 'A01', name: '王磊' },
    agent: 'li-na',
    item: '更换前刹车片',
    says: { bad: '2，等了一整天，冷车还是有异响', notSolved: '没有解决', solved: '解决了，谢谢' },
    resolutions: ['重新安装并陪同客户试车', '免费更换另一品牌的刹车片'],
  },
};

const list = v.object({ items: v.array(v.looseObject({ id: v.string() })) });
const causes = v.object({ items: v.array(v.object({ id: v.string(), name: v.string(), at: v.string() })) });

/** Tells one visit's whole life on a running cloud, with the texts on both sides and every event with its cause. */
export class Story {
  readonly #play: Play;
  readonly #scene: Scene;
  readonly #say: (line: string) => void;
  #eventsTold = 0;
  #textsTold = 0;

  constructor(play: Play, scene: Scene, say: (line: string) => void) {
    this.#play = play;
    this.#scene = scene;
    this.#say = say;
  }

  async tell(): Promise<void> {
    const { begins, says, resolutions, agent } = this.#scene;
    await this.#play.turnTo(begins);
    this.#eventsTold = (await this.#play.events()).length;

    await this.#chapter('The DMS posts a finished visit, signed');
    await this.#postVisit();
    await this.#turnTo('P1D', 'A day passes; the text goes out in the morning after delivery');
    await this.#chapter('The customer is not satisfied');
    await this.#reply(says.bad);
    await this.#turnTo('P2D', 'Two days pass and nobody reacts: the complaint climbs, in working hours only');
    await this.#chapter('Customer service says that it is solved, so the customer is asked');
    await this.#solve(agent, resolutions[0]);
    await this.#chapter('The customer disagrees');
    await this.#reply(says.notSolved);
    await this.#turnTo('P1D', 'Another day without a reaction');
    await this.#chapter('Solved again, and asked again');
    await this.#solve(agent, resolutions[1]);
    await this.#chapter('Only the customer closes a complaint');
    await this.#reply(says.solved);
    await this.#why();
  }

  async #postVisit(): Promise<void> {
    const { dealerId, customer, vin, plate, advisor, item } = this.#scene;
    const now = Date.parse(await this.#play.now());
    const answer = await this.#play.postVisit(dealerId, {
      repairOrder: {
        number: 'RO-2026-0302',
        openedAt: new Date(now - 8 * 3_600_000).toISOString(),
        deliveredAt: new Date(now - 600_000).toISOString(),
        type: 'repair',
      },
      vehicle: { vin, plate },
      customer,
      advisor,
      items: [{ description: item, outcome: 'done' }],
    });
    this.#say(`  DMS  POST /v1/dealers/${dealerId}/visits → ${answer.status} ${JSON.stringify(answer.body)}`);
    await this.#play.quiet();
    await this.#tellNews();
  }

  async #reply(text: string): Promise<void> {
    await this.#play.reply(this.#scene.phone, text);
    await this.#tellNews();
  }

  async #turnTo(duration: string, what: string): Promise<void> {
    this.#say(`\n… ${what}`);
    await this.#play.turn(duration);
    await this.#tellNews();
  }

  async #solve(staffId: string, resolution: string): Promise<void> {
    const { dealerId } = this.#scene;
    const open = await this.#play.as(staffId, 'GET', `/v1/complaints?dealerId=${dealerId}&state=open`);
    const id = v.parse(list, open.body).items[0]?.id;
    const answer = await this.#play.as(staffId, 'POST', `/v1/complaints/${id}/commands`, {
      command: 'propose-solution',
      resolution,
    });
    this.#say(`  ${staffId}: “${resolution}” → ${answer.status}`);
    await this.#play.quiet();
    await this.#tellNews();
  }

  async #why(): Promise<void> {
    const events = await this.#play.events();
    if (!events.some((event) => event.name === 'complaint.closed'))
      throw new Error('no complaint was closed');
    const opened = events.findLast((event) => event.name === 'complaint.opened');
    const answer = await this.#play.as(this.#scene.agent, 'GET', `/v1/events/${opened?.id}/causes`);
    this.#say('\nWhy was there a complaint? The chain of causes, back to the origin:');
    for (const step of v.parse(causes, answer.body).items) {
      this.#say(`     because of ${step.name.padEnd(18)} ${this.#local(step.at)}  ${short(step.id)}`);
    }
  }

  async #chapter(title: string): Promise<void> {
    this.#say(`\n— ${title}  [${this.#local(await this.#play.now())}]`);
  }

  /** Texts and events that are new since the last look, in the order of time. */
  async #tellNews(): Promise<void> {
    const events = (await this.#play.events()).slice(this.#eventsTold);
    const texts = (await this.#play.phone(this.#scene.phone)).slice(this.#textsTold);
    this.#eventsTold += events.length;
    this.#textsTold += texts.length;
    const told = [
      ...texts.filter(isFromCustomer).map(({ text, at }) => ({ at, line: `  📱 the customer: ${text}` })),
      ...events.map((event) => ({ at: event.recordedAt, line: this.#eventLine(event) })),
      ...texts.filter((each) => !isFromCustomer(each)).map(({ text, at }) => ({ at, line: `  📱 ${text}` })),
    ];
    for (const { line } of told.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) this.#say(line);
  }

  #eventLine({ name, id, cause, recordedAt, facts }: PlayedEvent): string {
    const clock = typeof facts['clock'] === 'string' ? ` ${facts['clock']}` : '';
    const level = typeof facts['level'] === 'number' ? ` level ${facts['level']}` : '';
    const who = typeof facts['assigneeId'] === 'string' ? ` → ${facts['assigneeId']}` : '';
    return `     · ${this.#local(recordedAt)}  ${`${name}${clock}${level}${who}`.padEnd(44)} ${short(id)} ⟵ ${cause.kind} ${short(cause.id)}`;
  }

  #local(instant: string): string {
    return new Date(instant).toLocaleString('en-GB', {
      timeZone: this.#scene.zone,
      weekday: 'short',
      day: '2-digit',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
  }
}

function isFromCustomer({ direction }: PhoneMessage): boolean {
  return direction === 'from-customer';
}

/** `complaint_9d1k….3`: enough of an id to follow it with the eye. */
function short(id: string): string {
  return id.replace(/^([a-z]+_\w{4})\w*(\.\d+)?$/, '$1…$2');
}
