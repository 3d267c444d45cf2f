/** What makes a text commercial, and the words that show it. */
export interface Commerce {
  readonly kind: 'price' | 'offer' | 'link';
  readonly found: string;
}

const signs: readonly (readonly [Commerce['kind'], RegExp])[] = [
  [
    'link',
    /https?:\/\/\S*|www\.\S+|(?<![@\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|io|co|top|shop|cc|me|vip|app|link|ly)(?:\/\S*|\b)/iu,
  ],
  [
    'price',
    /[¥$€£]\s*\d[\d,.]*|\d[\d,.]*\s*(?:元|块|rmb|cny|usd|dollars?|bucks|yuan)|(?:\d(?:\.\d)?|[一二三四五六七八九])折|\d+\s*%/iu,
  ],
  [
    'offer',
    /优惠|特价|特惠|惠享|折扣|打折|促销|满减|立减|直降|抵扣|代金券|现金券|红包|免费|赠送|好礼|抽奖|秒杀|团购|discount|special offer|\boffers?\b|\bon sale\b|\bsales? (?:price|event)|coupon|voucher|\bpromo(?:tion)?s?\b|\bdeals?\b|\bsave (?:up|big|now|on)\b|gift card|\b(?:for|at) free\b|\bfree (?:check|inspection|wash|service|gift|oil|of charge)|complimentary/iu,
  ],
];

/**
 * What a text holds of prices, offers and links: a care text with any of them is none (R69, decision 2). Full-width
 * letters and invisible characters hide nothing.
 */
export function commerceIn(words: string): Commerce[] {
  const plain = words
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{M}]/gu, '')
    .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
  return signs.flatMap(([kind, sign]) => {
    const found = sign.exec(plain)?.[0];
    return found === undefined ? [] : [{ kind, found }];
  });
}
