/** How to speak with customers (R20): seven rules, for every caller before every call. */
export const conduct = [
  {
    id: 'calm-natural-voice',
    'zh-CN': '声音平和自然，像面对面说话。',
    'en-US': 'Speak calmly and naturally, as if face to face.',
  },
  {
    id: 'guide-positively',
    'zh-CN': '往好的方向引导，先肯定客户愿意说出来。',
    'en-US': 'Guide the talk positively; thank the customer for speaking up.',
  },
  {
    id: 'allow-time',
    'zh-CN': '放慢语速，给客户思考和回答的时间。',
    'en-US': 'Speak slowly, and give the customer time to think and answer.',
  },
  {
    id: 'never-interrupt',
    'zh-CN': '不打断客户，听完再说。',
    'en-US': 'Never interrupt; hear the customer out.',
  },
  {
    id: 'clear-brief-notes',
    'zh-CN': '记录清楚简短，用客户的原话，并念给客户核对。',
    'en-US': "Take clear and brief notes in the customer's own words, and read them back.",
  },
  {
    id: 'no-opinions-no-excuses',
    'zh-CN': '不发表看法，不找借口：“您说的我已经记下了。”',
    'en-US': 'Give no opinions and make no excuses: “I have recorded your words.”',
  },
  {
    id: 'surprises-and-rudeness',
    'zh-CN': '遇到意外或粗鲁的话也要耐心；不当场承诺赔偿，维护公司的正当权益，及时上报。',
    'en-US':
      'Stay patient with surprises and with rude callers; promise no compensation on the spot, protect the rights of the firm, and report it at once.',
  },
] as const;
