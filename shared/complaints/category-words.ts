import { anyOf } from './words.ts';

/** The seeds of a dealer's own tree of categories. */
export const categories = [
  'service-attitude',
  'repair-skill',
  'charges',
  'parts',
  'waiting-time',
  'broken-promise',
  'environment',
  'product-quality',
  'other',
] as const;
export type Category = (typeof categories)[number];

/** The words that speak for a category; whatever none speaks for is `other`. */
export const categoryWords: readonly { category: Category; words: RegExp }[] = [
  {
    category: 'service-attitude',
    words: anyOf(
      [
        "rude\\w*|attitude|ignor\\w*|disrespect\\w*|condescend\\w*|dismiss\\w*|roll(?:ed|s)? (?:his|her|their) eyes|laugh(?:ed|s)?|yell\\w*|hung up|nobody (?:greeted|helped|cared)|smirk\\w*|sneer\\w*|lied|liar|smug|unprofessional|patroni[sz]\\w*|sexist|treated (?:me|us)|talk(?:ed)? (?:down|to my husband)|get in line|somebody who isn't|just not let|whatever|shrug\\w*|snapp(?:ed|y) at",
      ],
      [
        '态度|爱答不理|爱理不理|不理人|阴阳怪气|甩脸|脸色|黑面|黑脸|翻白眼|冷淡|傲慢|敷衍|不耐烦|摔钥匙|骂|凶|语气|好串|瞧不起|看不起|怠慢|没礼貌|懒得|打发我|凑合|挂(?:我|了)电话|没一个人接|私用',
      ],
    ),
  },
  {
    category: 'repair-skill',
    words: anyOf(
      [
        "still (?:leak|rattl|squeak|mak|warm|broken|there|shak|not)\\w*|(?:isn't|is not|not|never) (?:fix(?:ed)?|done right)|same (?:leak|rattle|noise|problem|issue)|leak(?:s|ing|ed)?|rattl\\w*|loose|misalign\\w*|alignment|(?:you|they) (?:left|broke|drained|pulled|put|rebuilt|bent|stripped|forgot|cracked)|scratch\\w*|dent(?:ed)?|scuff\\w*|grease|greasy|(?:stain|handprint)\\w*|broken when|paint doesn't match|backwards?|after your|since (?:the|your)|botch\\w*|mess(?:ed)? up|incompeten\\w*|(?:third|fourth|2nd|second|3rd|4th) (?:time|visit|trip)|reassembl\\w*|finger[- ]tight|left (?:off|open|unplugged)|misdiagnos\\w*|wrench|jack slipped|blows? hot",
      ],
      [
        '没修好|没修|修不好|修了|修完|又坏|越修越|拆|装(?:反|错|歪|完|好)|拧紧|没拧|漏|没接好|异响|色差|补漆|补的漆|喷漆|(?:四轮)?定位|保养(?:之后|完|回来)|刚换|换完|换的|换了|刚修|修好|划(?:了|痕|伤)|手艺|技术|师傅|误报|诊断|误诊|不凉|热风|没声|试车|返修|大修|油渍|弄脏|手印|擦|洗车太|千斤顶|举升|螺丝',
      ],
    ),
  },
  {
    category: 'charges',
    words: anyOf(
      [
        'charg(?:e|es|ed|ing)|overcharg\\w*|bill(?:ed|ing)?|invoice|fees?|price[sd]?|pricey|quot(?:e|ed)|refund\\w*|expensive|cost(?:s)?|paid|pay (?:other|again|twice)|discount|coupon|\\$ ?\\d[\\d,.]*|estimate|rip[- ]?off|card was run|diag fee|markup|labor rate',
      ],
      [
        '收费|多收|乱收|收了?(?:我|一|二|三|五|\\d)|收的|价格|报价|结账|结算|工时费|工时|太贵|太黑|发票|折扣|优惠|费用|退款|退钱|不退|年费|免费|免工时|检测费|块钱|\\d+元|\\d+块|一共|抢钱|打了一桶|宰|坑我|花了',
      ],
    ),
  },
  {
    category: 'parts',
    words: anyOf(
      [
        'parts?(?! of)|back ?order\\w*|aftermarket|oem|wrong (?:part|hose|tires?|size|filter)|used part|out of stock|for the part|inflator|in a box|load rating|knock ?off|counterfeit',
      ],
      [
        '配件|副厂|原厂(?:件|价)|旧件|订(?:货|了).{0,6}没到|缺货|没货|没件|等件|零件|假(?:货|件)|鼓包|包装|新换的|拆车件|轮胎鼓|仓库',
      ],
    ),
  },
  {
    category: 'waiting-time',
    words: anyOf(
      [
        'wait(?:ed|ing|s)?(?! room)|hours?|weeks?(?! old)|(?:nine|ten|\\d+) days|all day|forever|took (?:so|too|\\d|three|four|five)|slow|late|delay\\w*|on hold|in line|appointment at|months?|since (?:january|february|march|april|may|june|july|october|monday|the \\d+th)',
      ],
      [
        '等了|等得|等到|排队|排到|小时|半天|一整天|慢|预约.{0,14}(?:才|到|点)|拖了?|久|几个月|个月|天没车|\\d+天|十天|一周|星期|磨蹭|没人接车',
      ],
    ),
  },
  {
    category: 'broken-promise',
    words: anyOf(
      [
        "promis\\w*|guarante\\w*|you said|(?:you|they) told me|was told|told (?:me )?(?:it|one|two|\\d)|never (?:called|got the call|happened)|no call ?back|call back|said (?:tuesday|monday|friday|it would|free)|free .{0,20}(?:wasn't|invoice)|ad says|supposed to|swore|as agreed|loaner|says all done",
      ],
      [
        '承诺|答应|说好|不是说|保证|说是|拍着胸脯|约好|没兑现|食言|变成|变卦|说一套|没动静|回电话|代步车|讲好|终身',
      ],
    ),
  },
  {
    category: 'environment',
    words: anyOf(
      [
        'lounge|waiting (?:room|area)|bathroom|restroom|toilet|coffee|parking(?! brake)|park at|no place to park|lot was|break room|wifi|wi-fi|smells like|slipped|floor|noisy|filthy|tv|lobby|vending|a/?c in the (?:lounge|waiting)',
      ],
      [
        '休息(?:区|室)|厕所|洗手间|卫生间|停车位|停车场|没地方停|车位|环境|暖气|太吵|吵(?:得|死)|脏得|咖啡|饮水|热水机|大厅|接待区|地滑|烟味|儿童区|空气',
      ],
    ),
  },
  {
    category: 'product-quality',
    words: anyOf(
      [
        'new car|brand new|defect\\w*|factory|warranty|recall|quality|(?:paint|clear coat|leather) (?:is |on .{0,20})?(?:chipping|peeling|coming off)|screen|infotainment|reboots?|freezes?|software|update|range|heated seat|transmission|engine (?:quit|died|you)|battery|after \\d+ (?:miles|months)|\\d,?\\d{3} miles|headlights? (?:go|went|cut)|rolled away|in park|surg\\w*|smoke|liftgate|wipers quit|lemon|caught fire|catch fire',
      ],
      [
        '新车|质量|品控|掉漆|缺陷|召回|车机|中控|黑屏|死机|重启|续航|电池|导航|漏水|通病|厂家|设计|辅助驾驶|天窗|变速箱|气囊|(?:发动机|机盖).{0,6}(?:冒|抖|响|熄)|刹车失灵|跳空挡|没动力|油门卡|自燃|一万公里|提车|出厂|尾门|水印|颗粒|虚标|儿童座椅接口|冒烟|烧机油',
      ],
    ),
  },
];
