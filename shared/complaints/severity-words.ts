/** English words count as whole words; Chinese has no spaces, so look-alikes (转向灯, 报警灯, 上火) are kept out one by one. */
function anyOf(english: readonly string[], chinese: readonly string[]): RegExp {
  return new RegExp(`(?<![a-z])(?:${english.join('|')})(?![a-z])|${chinese.join('|')}`, 'gu');
}

/** Parts on which lives hang: to name one in a complaint is enough. */
export const safetyParts = anyOf(
  ['brak(?:es?|ed|ing)', 'steering(?: wheel)?', 'air ?bags?', 'seat ?belts?', 'throttle', 'accelerator'],
  ['刹车(?!灯)', '煞车(?!灯)', '制动', '转向(?!灯)', '方向盘(?!套)', '气囊', '安全带', '油门'],
);

/** What has happened or may happen to people; a denial takes it back. */
export const feared = new RegExp(
  `(?<event>${
    anyOf(
      [
        'fires?|flames?|smok(?:e|ed|ing|y)|burn(?:s|t|ed|ing)?|explod(?:e|ed|es|ing)|explosion',
        'accidents?|crash(?:ed|es|ing)?|collisions?|collided|rolled over|blow ?outs?|blew out',
        'injur(?:y|ies|ed)|hurt|hospital|ambulance|bleeding|killed|died',
        'danger(?:ous)?|unsafe|not safe|lost control|loss of control',
        '(?:wheel|tyre|tire) (?:came|fell|flew) off|(?:gas|fuel|petrol) leak(?:s|ing)?|leak(?:s|ing|ed) (?:gas|fuel|petrol)',
        'stall(?:ed|s|ing)? (?:on|in) the (?:highway|freeway|motorway|traffic)',
      ],
      [
        '起火|着火|失火|冒火|自燃|冒烟|烧焦|糊味|爆炸|爆胎|漏电|漏汽油|燃油泄漏',
        '事故|车祸|追尾|撞车|相撞|撞上|撞到|翻车|失控|失灵|掉轮|断轴|突然熄火|行驶中熄火|高速上?熄火|路上熄火',
        '受伤|伤到人|撞伤|烫伤|烧伤|骨折|流血|住院|出人命|生命安全|人身安全|安全隐患|危险',
      ],
    ).source
  })`,
  'gu',
);

/** Threats to go to the public, the authorities or the law. */
export const publicThreats = new RegExp(
  `(?<event>${
    anyOf(
      [
        "lawyers?|attorneys?|solicitors?|law ?suits?|legal action|suing|sued|(?:will|'ll|gonna|going to|want to|have to|shall|could) sue|sue (?:you|your|them|the)",
        'small claims|(?:to|in|take you to) court|police|bbb|better business bureau|consumer protection',
        'social media|go(?:ing)? public|go(?:ing)? viral|journalists?|reporters?|(?:tv|local|the) news|newspapers?|the press|expos(?:e|ing) you|tell everyone',
      ],
      [
        '曝光|媒体|记者|电视台|新闻|律师|起诉|打官司|法院|法庭|(?<![转警报广公通忠])告你们?|(?<!\\d)(?:12315|12345|315)(?!\\d)',
        '消协|消费者协会|消保委|市场监管|市监局|工商局|维权|拉横幅|(?:要|就|去|我会?|已经?|准备)报警(?!灯)',
        '(?:发|传|挂|放)到?(?:抖音|微博|小红书|朋友圈|网上)|黑猫投诉|投诉到(?:总部|厂家)',
      ],
    ).source
  })`,
  'gu',
);

/** What stands right before a word that it denies. */
export const denial =
  /(?<![a-z])(?:no|not|not an?|without(?: an?| any)?|never(?: an?| any)?|nobody(?: was| got| is)?|no one(?: was| got| is)?|(?:was|is|were|are|did|does|do)n't(?: an?| any| get)?|free of) (?:any |one |more )*$|(?:没有?|无|未|不是|并未|不会|避免)(?:人|什么|任何|发生|发生过|出|出过|出现|造成|再)*$/u;
