import type { Focus } from '../../dealers/focus.ts';
import type { Wording } from './texts.ts';

type Lines = Wording['questions'];

/** The texts of the group's defaults in one language: the standard one, and what the others say instead. */
interface DefaultTexts {
  readonly standard: Wording;
  readonly newVehicle: Lines;
  readonly olderVehicle: Lines;
  readonly safety: Lines;
  readonly brakesAndSteering: Lines;
  readonly drivetrain: Lines;
  readonly body: Lines;
  readonly focus: Readonly<Record<Focus, Lines>>;
  readonly quality: { readonly opening: Lines; readonly questions: Lines };
  readonly important: { readonly opening: Lines; readonly visit: Lines; readonly questions: Lines };
}

export const chinese: DefaultTexts = {
  standard: {
    opening: [
      [
        '您好，请问是{customer}吗？我是{dealer}的{caller}。',
        '您好，我是{dealer}的{caller}。',
        '您好，这里是维修服务回访。',
      ],
      ['想用两三分钟听听您这次来店的感受，现在方便吗？如果不方便，您说个时间，我再打给您。'],
    ],
    visit: [
      ['您的{vehicle}这次做了{workDone}。', '您的爱车前几天在我们店做了维修。'],
      ['原定{promisedAt}交车，实际晚了{lateBy}，耽误您时间了，非常抱歉。'],
      ['结算比当初的估价多了{costMore}，当时给您讲清楚原因了吗？'],
    ],
    questions: [
      ['取车以后开着感觉怎么样？哪些地方比来之前好了，哪些还不放心？', '取车以后开着感觉怎么样？'],
      [
        '{advisor}接待您的时候，您最关心的事情他听明白了吗？还有什么没顾上说的？',
        '接待您的同事听明白您最关心的事了吗？',
      ],
      ['从进店到取车，哪一步让您觉得舒服，哪一步让您等得着急？'],
      ['要是再来一次，您希望我们哪里做得不一样？'],
    ],
    deferred: [
      ['这次您暂时没有做的是{deferred}。'],
      ['{stakes}'],
      ['您看什么时候方便，我现在就帮您约好时间。'],
    ],
    offers: [['您同意过接收优惠信息，正好有适合您这台车的：{offers}。']],
    closing: [
      ['您刚才说的我都原话记下了，会转给负责的同事；有结果第一时间告诉您。'],
      ['谢谢{customer}，祝您用车愉快。', '谢谢您，祝您用车愉快。'],
    ],
  },
  newVehicle: [
    ['新车开了这段时间，还习惯吗？有哪些功能用着不顺手，想让我们再演示一遍？'],
    ['{advisor}给您讲清楚下次保养的时间和里程了吗？', '下次保养的时间和里程给您讲清楚了吗？'],
    ['平时主要在哪儿开、谁在开？这样我们好提醒您该注意什么。'],
    ['第一印象里，哪里让您满意，哪里让您有点失望？'],
  ],
  olderVehicle: [
    ['车龄长了，最近开着有没有异响、油耗变高或者启动费劲的情况？'],
    ['接下来一两年您打算怎么用这台车？我们好帮您安排哪些先修、哪些可以缓一缓。'],
    ['这次给您的几种维修方案和价格，您觉得讲得清楚吗？选得放心吗？'],
    ['从进店到取车，哪一步让您等得着急？'],
  ],
  safety: [
    ['这次没有做的{deferred}关系到行车安全，我想再跟您说明一下。'],
    ['{stakes}'],
    ['是时间不合适，还是价格上有顾虑？您说说看，我来想办法。'],
    ['我现在就可以帮您约最早的时间，检查完再决定也可以。'],
  ],
  brakesAndSteering: [
    ['修完以后踩刹车、打方向的手感怎么样？还有没有异响、跑偏或者抖动？'],
    ['交车前试车的情况，有人跟您一起确认过吗？'],
    ['换了什么、为什么换，给您看过旧件、讲清楚了吗？'],
    ['您还有哪些地方不放心，想让我们再看一眼？'],
  ],
  drivetrain: [
    ['修完以后起步、加速、换挡顺不顺？故障灯有没有再亮？'],
    ['故障的原因，给您讲到听明白了吗？'],
    ['这几天开的是市区还是高速？哪种情况下还觉得不对劲？'],
    ['从进店到取车，哪一步让您等得着急？'],
  ],
  body: [
    ['漆面颜色、缝隙和平整度，您在阳光下看过吗？满意吗？'],
    ['车里车外清理得干净吗？有没有留下粉尘或者气味？'],
    ['保险的手续，有没有哪一步让您多跑了路？'],
    ['要是再来一次，您希望我们哪里做得不一样？'],
  ],
  focus: {
    'on-time': [
      ['我们最近在抓准时交车。这次从预约到取车，时间安排跟当初说的一致吗？'],
      ['要是晚了，是提前告诉您的，还是到了才知道？您当时心里怎么想？'],
      ['您觉得多久给一次进度消息比较合适，打电话还是发短信？'],
      ['除了时间，还有什么想跟我们说的？'],
    ],
    explanation: [
      ['我们最近在改进讲解。修之前和取车时，做了什么、为什么做，给您讲明白了吗？'],
      ['哪一项您到现在还有疑问？我记下来，请懂技术的同事给您回话。'],
      ['您更愿意看照片、旧件，还是听人讲？'],
      ['除了讲解，还有什么想跟我们说的？'],
    ],
    workmanship: [
      ['我们最近在抓维修质量。来的时候说的毛病，一次就修好了吗？'],
      ['取车以后有没有冒出新的声音、灯光或者油迹？'],
      ['交车时车内外的清洁，达到您的要求了吗？'],
      ['除了维修质量，还有什么想跟我们说的？'],
    ],
    courtesy: [
      ['我们最近在改进接待。进门多久有人招呼您？当时的感觉怎么样？'],
      ['接待您的人，有没有哪句话、哪个动作让您觉得贴心，或者不舒服？'],
      ['您说的要求，有没有需要重复好几遍的？'],
      ['除了接待，还有什么想跟我们说的？'],
    ],
    price: [
      ['我们最近在抓价格透明。动手之前，项目和价格都跟您确认了吗？'],
      ['结算单上，有没有哪一项您觉得说不清、不值得？'],
      ['几种方案里，您是怎么选的？还希望多一种什么样的选择？'],
      ['除了价格，还有什么想跟我们说的？'],
    ],
    facilities: [
      ['我们最近在改善休息环境。等候的时候您都做了什么？待得舒服吗？'],
      ['饮水、网络、洗手间、儿童区，哪一样最该改？'],
      ['如果不在店里等，代步或者接送对您有没有帮助？'],
      ['除了环境，还有什么想跟我们说的？'],
    ],
  },
  quality: {
    opening: [
      [
        '{customer}您好，我是{caller}，您的{vehicle}一直是我们照看的，想听听您这次的感受，方便说几句吗？',
        '您好，我是{dealer}的{caller}，感谢您一直以来的信任，想听听您这次的感受，方便说几句吗？',
        '您好，感谢您一直以来的信任，想听听您这次的感受，方便说几句吗？',
      ],
    ],
    questions: [
      ['跟以往比，这次哪里做得更好，哪里退步了？'],
      ['最近用车有什么变化？出行、换人开、打算置换，都可以跟我说。'],
      ['有没有哪件事，一直想让我们做、我们还没做到的？'],
      ['身边朋友问起来，您会怎么说我们？'],
    ],
  },
  important: {
    opening: [
      [
        '{customer}您好，我是{dealer}负责人{caller}，这个电话是我亲自打给您的。',
        '您好，我是{dealer}的负责人，这个电话是我亲自打给您的。',
        '您好，我是店里的负责人，这个电话是我亲自打给您的。',
      ],
      ['之前的事让您费心了，我先听您说，您慢慢讲，我记着。'],
    ],
    visit: [
      ['您的{vehicle}这次做了{workDone}。', '您的爱车前几天在我们店做了维修。'],
      ['这次交车又晚了{lateBy}，这是我们没做到，向您道歉。'],
    ],
    questions: [
      ['原来的问题，现在彻底解决了吗？还剩下哪一点？'],
      ['这件事给您添了哪些麻烦？您最在意的是哪一点？'],
      ['您希望我们接下来怎么做、什么时候做完？我把您的原话念一遍，您看对不对。'],
    ],
  },
};

export const english: DefaultTexts = {
  standard: {
    opening: [
      [
        'Hello, am I speaking with {customer}? This is {caller} from {dealer}.',
        'Hello, this is {caller} from {dealer}.',
        'Hello, I am calling from your service workshop.',
      ],
      [
        'I would like to hear how your visit was; it takes two or three minutes. Is now a good time? If not, when may I call again?',
      ],
    ],
    visit: [
      [
        'On this visit your {vehicle} had the following done: {workDone}.',
        'Your vehicle was with us a few days ago.',
      ],
      [
        'You were promised it for {promisedAt} and got it {lateBy} later. I am sorry that we kept you waiting.',
      ],
      ['The bill was {costMore} above the estimate. Was the reason explained to you?'],
    ],
    questions: [
      [
        'How has the vehicle felt since you picked it up? What is better than before, and what still worries you?',
      ],
      [
        'Did {advisor} understand what mattered most to you? What was left unsaid?',
        'Did the colleague who received you understand what mattered most to you?',
      ],
      ['From arriving to picking up: which moment felt right, and which one felt long?'],
      ['If you came again tomorrow, what should we do differently?'],
    ],
    deferred: [
      ['This was not done yet: {deferred}.'],
      ['{stakes}'],
      ['When would suit you? I can book it right now.'],
    ],
    offers: [['You allowed us to tell you of offers, and one fits your vehicle: {offers}.']],
    closing: [
      [
        'I have recorded your words as you said them. The colleague in charge gets them, and we tell you the outcome first thing.',
      ],
      ['Thank you, {customer}. Have a safe drive.', 'Thank you. Have a safe drive.'],
    ],
  },
  newVehicle: [
    [
      'Now that you have driven it for a while: what are you still getting used to? Is there a function we should show you again?',
    ],
    [
      'Did {advisor} make clear when and at what mileage the next service is due?',
      'Is it clear when and at what mileage the next service is due?',
    ],
    ['Where do you mostly drive, and who else drives it? Then we can tell you what to look after.'],
    ['Of your first impressions: what pleased you, and what disappointed you a little?'],
  ],
  olderVehicle: [
    ['Have you noticed noises, higher consumption or hard starting lately?'],
    [
      'How do you plan to use it in the next year or two? Then we can say what should come first and what may wait.',
    ],
    ['The options and prices that you were shown: were they clear, and are you at ease with your choice?'],
    ['From arriving to picking up: which moment felt long?'],
  ],
  safety: [
    ['What was not done, {deferred}, concerns your safety, so I would like to explain it once more.'],
    ['{stakes}'],
    ['Was it the time, or the price? Tell me, and I will see what can be done.'],
    ['I can book the earliest time right now; you can still decide after the inspection.'],
  ],
  brakesAndSteering: [
    ['How do braking and steering feel since the repair? Any noise, pulling or vibration left?'],
    ['Did anybody go through the test drive with you before handing it over?'],
    ['What was replaced and why: was it explained, and did you see the old parts?'],
    ['What are you still not at ease with and would like us to look at again?'],
  ],
  drivetrain: [
    ['How does it pull away, accelerate and shift since the repair? Has a warning light come back?'],
    ['Was the cause explained so that you understood it?'],
    ['Have you driven in town or on the highway since? When does it still not feel right?'],
    ['From arriving to picking up: which moment felt long?'],
  ],
  body: [
    ['Have you looked at colour, gaps and surface in daylight? Are you pleased with them?'],
    ['Was it clean inside and out, without dust or smell?'],
    ['Was there a step with the insurance that cost you an extra trip?'],
    ['If you came again tomorrow, what should we do differently?'],
  ],
  focus: {
    'on-time': [
      ['We are working on being on time. From booking to picking up, did the times hold that you were told?'],
      ['If not, were you told before, or did you find out on arriving? How did that feel?'],
      ['How often would you like to hear how far we are, and by call or by text?'],
      ['Besides time, what would you like to tell us?'],
    ],
    explanation: [
      [
        'We are working on explaining better. Before the work and at picking up, was it clear what is done and why?',
      ],
      ['Which item are you still wondering about? I will note it, and somebody who knows will call you.'],
      ['Would you rather see photos, see the old parts, or have it told?'],
      ['Besides explaining, what would you like to tell us?'],
    ],
    workmanship: [
      ['We are working on quality. Was what you came for mended at the first attempt?'],
      ['Has any new noise, light or trace of oil turned up since?'],
      ['Was it as clean as you expect, inside and out?'],
      ['Besides quality, what would you like to tell us?'],
    ],
    courtesy: [
      [
        'We are working on how we receive people. How long until somebody greeted you, and how did that feel?',
      ],
      ['Was there a word or a gesture that did you good, or one that did not?'],
      ['Did you have to repeat anything that you asked for?'],
      ['Besides the reception, what would you like to tell us?'],
    ],
    price: [
      ['We are working on clear prices. Were work and price agreed with you before we began?'],
      ['Is there an item on the bill that is unclear, or not worth it to you?'],
      ['How did you choose among the options? What other choice would you have liked?'],
      ['Besides prices, what would you like to tell us?'],
    ],
    facilities: [
      ['We are working on the place where you wait. What did you do meanwhile, and were you comfortable?'],
      ['Drinks, network, rest rooms, room for children: which one should we mend first?'],
      ['If you would rather not wait with us, would a loan car or a lift help?'],
      ['Besides the place, what would you like to tell us?'],
    ],
  },
  quality: {
    opening: [
      [
        'Hello {customer}, this is {caller}. We have looked after your {vehicle} for a while, and I would like to hear how this visit was. May I ask you a few things?',
        'Hello, this is {caller} from {dealer}. Thank you for trusting us for so long; may I ask how this visit was?',
        'Hello, thank you for trusting us for so long; may I ask how this visit was?',
      ],
    ],
    questions: [
      ['Compared with earlier visits: what was better, and where did we slip?'],
      ['Has anything changed in how you use the vehicle: journeys, drivers, plans to replace it?'],
      ['Is there something that you have long wished we did?'],
      ['When friends ask, what do you tell them about us?'],
    ],
  },
  important: {
    opening: [
      [
        'Hello {customer}, this is {caller}; I am in charge at {dealer} and wanted to call you myself.',
        'Hello, I am in charge at {dealer} and wanted to call you myself.',
        'Hello, I am in charge of the workshop and wanted to call you myself.',
      ],
      ['You have had trouble with us. I would like to listen first; take your time, I am taking notes.'],
    ],
    visit: [
      [
        'On this visit your {vehicle} had the following done: {workDone}.',
        'Your vehicle was with us a few days ago.',
      ],
      ['It was {lateBy} late again. That was our failure, and I apologise.'],
    ],
    questions: [
      ['Is what troubled you solved altogether? What is left of it?'],
      ['What did it cost you in time and nerves? What matters most to you in this?'],
      ['What should we do now, and by when? Let me read your words back to you so that they are right.'],
    ],
  },
};
