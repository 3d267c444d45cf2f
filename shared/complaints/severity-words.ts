import { anyOf } from './words.ts';

/** Parts on which lives hang: to name one in a complaint is enough, unless only its price or looks are meant. */
export const safetyParts = anyOf(
  [
    "brake pads|pads (?:in|on)|no breaks|break pedal|breaks? (?:went|gave|fail\\w*|pads?|squeal\\w*|grind\\w*|don'?t work|not working|are (?:soft|bad|gone|shot))|stearing|brak(?:es?|ed|ing)(?! (?:fluid|room)(?! leak))|rotors?|calipers?|abs",
    'steering(?: wheel)?|air ?bags?|seat ?belts?|the belt|child seats?|car seats?|isofix|latch anchors?|srs|buckles?|throttle|accelerator|gas pedal|pedals?|e-?brake|parking brake|hand ?brake',
    'ball joints?|tie rods?|control arms?|axles?|lug nuts?|wheel (?:bolts?|nuts?|bearings?)|suspension|cruise control',
  ],
  [
    '刹车(?!灯[罩泡])|刹(?!车|那)|煞车(?!灯)|杀车|沙车|迫力|制动|剎车|转向(?!灯)|方向盘(?!套)|方向(?=机|助力|打|很?重|发?抖|回|失|没|卡|松|跑)|气囊|安全带|卡扣|扣不上|手刹|驻车|脚刹|煞掣|刹不|軚|呔|安全座椅|儿童座椅|儿童锁|油门',
    '轮胎螺丝|轮毂螺丝|半轴|球头|拉杆|悬挂|底盘螺丝|减震断',
  ],
);

/** Only its price or looks, or that it is well again. */
export const harmlessBeside = anyOf(
  [
    "works? (?:great|fine|well)|(?:are|is|were) (?:good|great|excellent|perfect)|stops? on a dime|done right|excellent work|feels? great|(?:is|are|was|'s) fixed|passed|no airbag light|(?:repair|work) looks good",
    'peel\\w*|stain\\w*|scuff\\w*|scratch\\w*|greas[ey]+|dirty|dust\\w*|cover|heated|leather|faded',
    'wait(?:ed|ing)?|hours?|minutes|appointment|back ?ordered|colou?r|wrong (?:colou?r|part|size)|reports?|receipt|coupons?',
    "inspections?(?: wasn't free)?|price[sd]?|cost|quoted?|charged?|bill(?:ed)?|invoice|fee|coupon|\\$\\d[\\d,.]*",
  ],
  [
    '修好了|治好了|一点(?:也|都)?不抖|不抖了|修得(?:没话说|挺好|不错)|没话说|油渍|弄脏|脏了|擦干净|划了?一?道|划痕|掉皮|起皮|套',
    '等了|小时|分钟|预约|没货|到货|颜色|[红黑白灰蓝]色|订的|没(?:毛病|问题)|报告|发票',
    '报价|价格|收了?|工时|\\d+块|\\d+元|便宜|太贵|镶了?金|灯泡|轰轰响|刹车油',
  ],
);

/** That it does not do what it should; then neither price nor looks make it harmless. */
export const failing = anyOf(
  [
    'fail\\w*|soft|spongy|mush\\w*|squeal\\w*|squeak\\w*|grind\\w*|nois\\w*|loose|stuck|stick\\w*|locks?|locked|pull\\w*|shak\\w*|shudder\\w*|vibrat\\w*|wobbl\\w*|leak\\w*|worn|backwards?|broken?|snapped|cracked|gone|dead',
    "won'?t|doesn'?t|didn'?t (?:stop|work|deploy)|isn'?t (?:working|safe)|not (?:work\\w*|safe|latch\\w*|click\\w*)|no brakes?|light (?:is |came )?(?:still )?on|almost|nearly|floor|recall|wrong|missing|by itself|on its own|dangerous|scar(?:y|ed)",
  ],
  [
    '失灵|失效|失控|不灵|没反应|软|硬|抖|偏|卡住|卡死|很?重|松|断|裂|异响|吱|漏|抱死|到底|停不住|刹不住|没停住|扣不住|扯就|不回|回不|没弹|没劲|没力|掉了|坏|装反|没装|亮(?!了?我|了?三个月修好)|飞出|弹不出|失|差点|危险|吓',
  ],
);

/** What has happened or may happen to people; a denial takes it back. */
export const feared = new RegExp(
  `(?<event>${
    anyOf(
      [
        'fires?|flames?|smok(?:e|ed|ing|y)|burn(?:s|t|ed|ing)?|explod(?:e|ed|es|ing)|explosion|sparks?|sparking|arc(?:ed|ing)|melt(?:ed|ing|s)?|short(?:ed)? out|electrocuted|shocked me',
        'accidents?(?! (?:repair|damage|estimate|claim|history|forgiveness))|wreck(?:ed)?|crash(?:ed|es|ing)?|collisions?|collided|rolled over|blow ?outs?|blew out|blew|rear[- ]?ended',
        'injur(?:y|ies|ed)|hurt|hospital|ambulance|emergency room|urgent care|the er|stitches|staples|concussion|bleeding|blood|bruis\\w*|fractur\\w*|broke my (?:wrist|arm|leg|ankle|hip|nose|finger|foot|rib)s?|sprain\\w*|limp(?:s|ing|ed)?|whiplash|killed|died on|died in|passed out|faint(?:ed)?|dizzy|headaches?|nause\\w*|kill (?:me|us|you|some(?:one|body)|him|her)|get killed|got a cut|cut (?:my|her|his) \\w+|slipped|tripped|(?:on|hit|struck) (?:my|his|her|me in the) (?:head|foot|hand|leg|arm|face)|pinned|crushed',
        "blisters?|scald\\w*|rash|goose egg|knot on|tooth|teeth|swollen|black eye|knocked (?:me|him|her|my)|(?:dog )?bit (?:me|my|him|her)|shov(?:ed|ing)|assault\\w*|grabbed (?:me|my)|punched|threaten\\w*|followed me|allergic|asthma|can'?t breathe|food poisoning|fell (?:on|down|through|off)|stepped on|nail (?:through|in my (?:foot|shoe))",
        "thank (?:god|the lord)|lucky to be alive|guardian angel|meet my maker|white[- ]knuckl\\w*|heart (?:was )?in my throat|wouldn'?t be here|russian roulette|roller ?coaster|thrill ride|flintstone\\w*|life insurance|funeral|coffin|widow",
        "(?:wouldn'?t|won'?t|couldn'?t|didn'?t|can'?t|doesn'?t) (?:wanna |want to |even )?(?:stop(?! (?:calling|texting|by|talking|raving))|slow)|ran (?:a |the |that |right through )?(?:red|stop|light)|kept (?:going|rolling)|skid\\w*|slid (?:in|through|across|off)|hydroplan\\w*|spun|fishtail\\w*|sideways|flipped|stopping distance",
        "\\d{2,3} ?(?:mph|km/?h|miles an hour)|(?:doing|going|at) (?:[5-9][05]|1\\d0)(?! ?(?:k|percent|%|bucks|dollars|,))|while (?:i'?m |i was |we were |my \\w+ was )?(?:driving|merging|turning|passing)|mid[- ]?(?:turn|traffic)|in traffic|red light|stop sign|crosswalk|pedestrian|cyclist|bicycle|bikes?|railroad|train tracks|fast lane|on the shoulder|turn lane",
        '(?:kids?|baby|toddler|son|daughter|children|grandkids|grandson|granddaughter|wife|husband|mom|mother)(?: \\w+){0,3} (?:in|inside) (?:the|my) (?:car|back|back ?seat|truck|van|passenger)|baby on board|pregnant',
        "wheels? (?:is |was |were |are )?(?:wobbl\\w*|loose|shak\\w*)|wobbl\\w*|shimm(?:y|ies|ied)|(?:strut|spring|shock|hitch|mount) (?:snapped|broke|collapsed|came)|(?:bare|exposed|frayed) wir\\w*|dragging|(?:dash|cluster|gauges?|speedometer) (?:went|goes) (?:dark|black|dead|out)|doors? (?:flew|opened|opens|swung|popped|won'?t (?:latch|stay))",
        '(?:tires?|tyres?|wheels?) (?:\\w+ ){0,4}(?:loose|off|bald|crack\\w*|dry[- ]?rot\\w*|worn|bubbled?|shredded)|dry[- ]?rot\\w*|cords? showing|side ?wall|shredded|(?:hood|bonnet) (?:\\w+ ){0,3}(?:open|unlatched|flew|popped)|evacuat\\w*|fire (?:department|truck|extinguisher)|called 911|zapped|electric shock|scorch\\w*|sing(?:ed|eing)|charred|hot to the touch|glow(?:ing|ed)? red|shards?|jagged|broken glass|splinters?|pinch(?:ed|es)|caught (?:my|his|her) \\w+',
        'scar(?:es|y)|scared|terrif\\w*|panic(?:ked)?|pray(?:ed|ing)|freaked|afraid (?:to|for)|frighten\\w*|heart (?:stopped|pounding|racing|attack)|hazard(?! lights)|safety (?:issue|concern|hazard|risk|problem)|(?:could|would|might|nearly|almost|gonna|going to) (?:\\w+ )?die|deadly|lethal|fatal|death|drunk|reckless\\w*|speeding|joy ?rid\\w*',
        'danger(?:ous)?|unsafe|not safe|safe to drive|death ?trap|lost control|loss of control|out of control|could have (?:died|killed|been killed)|scared (?:to|for)|terrified|afraid to drive|for (?:my|our) li(?:fe|ves)',
        'carbon monoxide|co alarm|co detector|monoxide|fumes|exhaust (?:is )?(?:leak\\w*|smell\\w*|in(?:to|side)?)|smell(?:s|ed|ing)? (?:of |like )?(?:gas|gasoline|fuel|petrol|exhaust)|(?:gas|gasoline|fuel|petrol) (?:smell|odou?r|leak(?:s|ing|ed)?|dripping)|leak(?:s|ing|ed) (?:gas|gasoline|fuel|petrol)|dripping (?:gas|fuel)',
        '(?:wheel|tyre|tire) (?:almost |nearly |just |about )?(?:came|come|fell|fall|flew|coming) off|tires? (?:bulg\\w*|bubble|separat\\w*|let go|popped|burst)|one let go|bulge|bald tires?|load rating|tread|flat(?:ted)? on the (?:highway|freeway|interstate)|(?:hood|bonnet|liftgate|tailgate|door|trunk) (?:flew|dropped|popped|swung|came|slammed)(?: \\w+)? ?(?:open|down|up|on)?',
        'stall(?:ed|s|ing)?|(?:engine|car|truck|van|suv|motor|it) (?:just )?(?:quit|died|dies|cuts? out|shut(?:s)? (?:off|down)|shut itself off|lost (?:all )?power)|cuts? out|lost (?:all )?power|no power|power loss|limp mode|dropped into neutral|(?:into|in|jumps? (?:out|into)) neutral (?:on|while|merging)|surg(?:e|es|ed|ing)|lurch\\w*|accelerat(?:es|ed|ing) (?:by|on) its|by itself|on its own|roll(?:s|ed|ing) away|rolled (?:back|into|down|across)|in park|phantom|slams? (?:on )?the brakes',
        'interstate|freeway|highway|intersection|on-?ramp|rush hour|oncoming|school bus|semi|18[- ]wheeler|ditch|guard ?rail|middle lane|next lane|swerv\\w*|veer\\w*|pulls? (?:hard )?(?:to the )?(?:left|right)|drift(?:s|ed|ing)|(?:almost|nearly|about) (?:hit|died|killed|crash\\w*|wreck\\w*|ran|rear\\w*|got hit|flipped|lost|went off|took out)|missed (?:me|us|him|her|my) by|near miss|close call|inches from|came (?:this|so) close',
        "(?:head ?lights?|lights|headlamps?|brake lights?|tail ?lights?|turn signals?) (?:go(?:es)? out|went out|cut out|keep (?:going|cutting) out|die|died|quit|fail\\w*|shut off|out|dead|flicker\\w*)|no (?:head|brake|tail) ?lights?|wipers? (?:quit|stop(?:ped)?|flew|fail\\w*|died|came)|couldn'?t see|can'?t see|blind(?:ed)?|visibility|windshield (?:shattered|came|fell|flew|popped)|glass you left|shattered",
        "left (?:a|the|your|his|some) (?:socket|wrench|tool|ratchet|screwdriver|rag)\\w*|under (?:my|the) pedals?|finger[- ]tight|(?:bolts?|nuts?|screws?|caliper|wheel|lug|terminal|plug|clamp) (?:\\w+ ){0,3}loose|loose (?:bolts?|nuts?|wheel|lug\\w*|terminal)|not tightened|never tightened|hanging (?:by|off|down)|fell off|locked up|seat (?:moved|slid|came loose|isn'?t bolted|not bolted)|child lock|kids? (?:got )?(?:locked|trapped)|locked (?:me|us|inside)|trapped|jack (?:slipped|failed)|jump(?:s|ed)? off the (?:lift|jack)|safety recall|recall (?:letter|notice)",
      ],
      [
        '起火|着火|失火|冒火|火花|明火|火苗|自燃|(?<!恼|窝|发|上)烧起来|烧着|冒.{0,2}烟|有烟|烧焦|焦味|焦糊|糊味|烧糊|胶皮味|爆炸|爆胎|爆了|鼓包|鼓了|漏电|触电|电(?:了我|到我|我一下)|短路|跳闸|漏汽油|汽油味|油味很?重|燃油泄漏|漏油.{0,6}(?:排气|滴在)|一氧化碳|尾气.{0,6}(?:车里|车内|进来)|头晕|恶心想吐|熏',
        '事故(?!车|修|维修|定损|理赔)|车祸|追尾|撞车|相撞|撞上|撞到|撞了|撞树|翻车|翻沟|失控|失灵|失效|掉轮|断轴|断了|断裂|熄火|没动力|失去动力|动力中断|掉速|跳空挡|空挡|跛行|溜车|溜坡|自己(?:往前|往后|动|走|窜|加速|刹|开)|乱刹|幽灵|突然加速|往前(?:窜|冲|扑)|窜车|抖得|跑偏|(?:往|向)[左右](?:边)?(?:跑|偏|拉)|压到?隔壁|压线|对向车道|隔壁道|路边.{0,4}(?:停|靠)|应急车道',
        '踩.{0,8}(?:没反应|不住|到底|空|软|不动|没用)|一脚.{0,4}(?:下去|踩空)|停不下|收不住|冲(?:出去|过去|上去|进|向|到)|冷汗|一身汗|发凉|后怕|惊魂|惊险|手抖|(?:轮子|轮胎|轮毂|车轮).{0,10}(?:松|晃|掉|飞|鼓|裂|炸|老化|瘪|没气)|胎侧|甩轆|死火|熄咗火|消防|灭火器|(?<!\\d)119(?!\\d)|出(?:大|了|点)事(?!故)|怕出事|玻璃渣|铁片|铁丝|毛刺|卡(?:到|住)(?:手|脚|头|脖)|烫手|酒驾|超速|飙车',
        '受伤|伤到人?|弄伤|划伤(?!车|漆)|擦伤|撞伤|烫伤|烫到|烫了|烧伤|灼伤|夹到|夹了|夹伤|砸到|砸了|砸伤|砸下来|掉下来|压到我|骨折|骨裂|起泡|红肿|擦破|破皮|扎(?:了|到|破)|割(?:了|到|破)|刮伤|眼睛.{0,6}(?:进|伤|疼)|过敏|呛|中毒|拉肚子|闪了腰|扭(?:了|伤)|瘸|拐杖|轮椅|打石膏|拍片|疼|痛|咬(?:了|伤)|推了我|推搡|动手|打人|威胁|流血|出血|缝了|缝针|磕破|磕(?:到|在|挡)|摔了|摔倒|摔跤|摔伤|滑倒|肿了|大包|淤青|脑震荡|住院|急诊|救护车|上医院|去医院|出人命|人命|要命的|命都|丢命|送命|没命|玩命|拿命|保命|小命|捡.{0,4}命|命大|太奶|阎王|鬼门关|交代在|碰碰车|过山车|心跳|练胆|意外险|墓地|遗嘱|生命安全|人身安全|安全隐患|安全问题|不安全|危险|隐患',
        '高速|行驶(?:中|途中|过程)|开着开着|跑着跑着|开到一半|半路|半道|路口|红灯|绿灯|斑马线|行人|电瓶车|骑车|摩托|隧道|国道|山路|弯道|拐弯|下坡|上坡|坡上|时速|\\d{2,3} ?码|\\d{2,3} ?迈|[四五六七八九]十码|发飘|打飘|飘起|歪起|车上还?(?:有|坐|带|拉)|带着?个?娃|抱着.{0,3}(?:娃|孩子)|孕妇|怀孕|上高速|匝道|快速路|高架上|大货车|大车|后车|后面的?车|后头.{0,2}车|前车|差一?点(?:就)?(?:撞|没|出|翻|追|碰|压|死|冲|刹|停)|差点|险些|没停住|停不住|刹不住|刹不下|魂都|吓(?:死|飞|坏|傻|出|得腿)|腿软|心里?有?点?慌|不敢(?:开|停|上|坐|踩)',
        '车门.{0,8}(?:自己开|弹开|自己打开)|座椅.{0,8}(?:自己|松动|倒了|没固定)|线.{0,3}(?:裸露|破皮)|发烫|烫手|螺丝.{0,4}(?:没拧|没紧|松|没上|掉|少)|没拧紧|没打紧|没装好|没接好|没卡住|没锁|脱落|飞出(?:去)?|弹开|大灯.{0,10}(?:不亮|灭|一高一低|没了|看不)|刹车灯.{0,4}(?:不亮|不工作)|看不见|看不清|雨刮.{0,10}(?:不动|飞|停|掉|不工作)|玻璃.{0,4}(?:炸|碎)|碎玻璃|扳手.{0,6}(?:落|忘|掉|卡)|工具.{0,6}(?:落|忘|掉在)|高压电池|电池.{0,6}(?:进水|漏液|发烫|鼓)|水淹.{0,4}电池|召回|逃生|锁在车里|困在车',
      ],
    ).source
  })`,
  'gu',
);

/** Threats to go to the public, the authorities or the law, pressure of people of influence, and great losses. */
export const publicThreats = new RegExp(
  `(?<event>${
    anyOf(
      [
        "lawyers?|attorneys?|solicitors?|law ?suits?|legal action|litigation|suing|sued|(?:will|'ll|gonna|going to|want to|have to|shall|could) sue|sue (?:you|your|them|the)|lemon law attorney",
        'small claims|(?:to|in|take you to) court|see you in court|police|cops?(?= report)|sheriff|police report|bbb|better business bureau|consumer (?:protection|affairs)|attorney general|ftc|nhtsa|dmv (?:complaint|investigat\\w*)|state board|licens(?:e|ing) board|regulators?|ombudsman|fraud|felony|stole|theft',
        'social media|go(?:ing)? public|go(?:ing)? viral|viral|journalists?|reporters?|(?:tv|local|the) (?:news|station)|tv station|news ?(?:room|desk|crew)|channel \\d+|newspapers?|the press|expos(?:e|ing) you|tell everyone|subs(?:cribers)?|followers|my (?:youtube|tiktok|instagram|channel|podcast|blog)|youtube(?:r)?|tiktok(?:er)?|posted the video|the video|(?:post|upload)(?:ing|ed)? (?:the |this |a )?(?:video|footage)|i run an? [a-z ]{0,20}channel|influencer|facebook group|reddit|\\d+k (?:views|subs|followers)|as a story',
        'commissioner|mayor|senator|congress(?:man|woman)?|councilm[ae]n|council member|city council|judge|governor|chief of staff|board of directors|your (?:ceo|owner|corporate office)',
        'seized(?: up)?|total(?:l)?ed|total loss|write[- ]?off|long block|flooded',
      ],
      [
        '曝光|媒体|记者|电视台|新闻|律师|起诉|诉讼|打官司|法院|法庭|(?<![转警报广公通忠])告你们?|(?<!\\d)(?:12315|12345|12365|315|96315)(?!\\d)',
        '消协|消费者协会|消保委|市场监管|市监局|监管局|工商局|质监|交通局|运管|信访|维权|拉横幅|横幅|堵门|报警(?!灯|声|提示|器)|派出所|(?:退|假)一赔|三倍赔|欺诈|诈骗|违法',
        '(?:发|传|挂|放)到?(?:抖音|微博|小红书|朋友圈|网上|快手|视频号|B站)|抖音|热搜|博主|自媒体|网红|万粉|[\\d万]+粉丝?|直播|视频.{0,12}(?:剪|发|传|拍着)|黑猫|车质网|投诉到(?:总部|厂家|集团)',
        '人大代表|政协|局长|市长|区长|书记|主任亲戚|(?:我|我们)单位.{0,8}(?:车|采购)',
        '全损|报废|泡水|水淹|泡了|被淹|拉缸|爆缸|抱瓦|发动机.{0,4}(?:报废|坏死|卡死)',
      ],
    ).source
  })`,
  'gu',
);

/** What takes more than one department or firm to settle, or money: repeated failures, disputes and claims. */
export const entangled = anyOf(
  [
    '(?:third|fourth|fifth|sixth|seventh|3rd|4th|5th|6th|7th) (?:time|visit|trip|attempt|repair|appointment)(?! (?:i )?call\\w*)|(?:three|four|five|six|seven|[3-9]) (?:times(?! i called)|visits|trips|attempts|different explanations)|back for the (?:same|third|fourth)|(?:third|fourth|fifth|3rd|4th|5th) (?:\\w+ ){1,3}(?:in|this|since|for)|over and over|multiple (?:visits|times|trips)|again and again',
    "insur(?:ance|er)\\w*|adjuster|warranty (?:rep|denied|claim|company|rejected)|denied (?:the |my )?(?:warranty|claim)|(?:manufacturer|factory|corporate|other shop|tire company) (?:says|denied|blames|refuses|won'?t)|denied|blam(?:e|es|ed|ing)|not (?:our|your|their) (?:fault|problem)|pre-?existing|refuse[sd]? to (?:cover|pay|refund|fix|honor)|won'?t (?:cover|honor)|dispute|arbitration|second opinion|independent (?:shop|mechanic)|out of pocket|back and forth|runaround|finger[- ]?pointing|each other|whose fault|body shop wants|extended warranty",
    'reimburs\\w*|compensat\\w*|buy ?back|bought back|lemon|replacement (?:car|vehicle)|want (?:a )?(?:new|replacement) (?:car|vehicle|engine|transmission)|want a replacement|loss of (?:use|income)|pay for my|rental(?:, hotel| car bill)|rebuilt|rebuild',
    'where do i (?:even )?start|(?:six|seven|eight|nine|ten|[5-9]|1\\d) weeks|(?:two|three|four|[2-6]) months (?:without|no car|in the shop)',
  ],
  [
    '(?:修|跑|换|返修|返工|弄|拆|搞|来|进店|去|反映)(?:了|过|你们[店家]?)*(?:[三四五六七八九十3-9]|好几|好多|无数|\\d{2})(?:回|次|趟|遍)|第[三四五六七八3-8](?:次|回|趟)(?!打)|说了[八\\d]百遍|反反复复|多次|屡次|来来回回',
    '互相推|推来推去|扯皮|踢皮球|推诿|推责|(?<!给)保险公司|厂家说|定损|不给保修|拒保|拒绝质保|不在质保|质保范围|不予质保|鉴定|检测机构|第三方|不认(?:账|这|是)|不承认|甩锅|两头|三包|各说各|谁的?责任|责任.{0,4}(?:认定|划分)',
    '赔偿|赔我|误工|租车费|打车费|代步费|退车|换车|换新车|换总成|退款并|折旧|损失|副厂.{0,20}原厂价|当原厂|冒充|总成|大修',
    '(?:四|五|六|七|八|九|十|[4-9]|[1-9]\\d)(?:十)?(?:多)?(?:个?(?:星期|礼拜)|周)没车|[两二三四五六][个]?月(?:没车|没修|还在)|修了?(?:两|三|四|五|半)个?(?:月|年)|十天没车|\\d+天没车',
  ],
);

/** What sounds grave and is only a way to speak, or an everyday thing. */
export const figuresOfSpeech = anyOf(
  [
    '(?:the )?(?:wait|suspense) (?:was|is) killing me|(?:burn(?:ed|t)?|wast(?:ed)?) (?:two|three|four|\\d+|half|my|a) (?:hours?|whole|entire|day|afternoon)[a-z ]{0,14}|crash on the couch|(?:like|than) a (?:tire|dumpster) fire|(?:tire|dumpster) fire|sunburn|burn(?:s|ed|t|ing)? (?:my tongue|my mouth|oil|a hole in my (?:wallet|pocket)|bridges)|coffee (?:\\w+ )?burn\\w*|fire (?:him|her|them|your|the)|firestick|criminal|highway robbery|heart attack when|dead last|dead battery|died laughing|to die for|break ?room|on its own merit|staple(?:d)? (?:to|the)|as a hospital|hospitality',
    '(?:in|of) my (?:whole |entire )?life|death metal|death by|for crying out loud|semi[- ](?:synthetic|annual|metallic)|highway (?:miles|mpg|mileage|robbery)|flipp(?:ed|ing) (?:me|us) off|dragging (?:your|their|his|her) feet|rob(?:bed)? (?:me|us) blind|surge pric\\w*|(?:sat|sitting|stuck|fought|fight\\w*|through|beat) (?:\\w+ )?traffic|stuck in traffic|fire (?:sale|pit)|smok(?:e|ing) (?:break|area|section|room|outside)|cigarette smoke|smokers?|blood pressure|blood boil\\w*|sticker shock|shocked (?:at|by|to (?:see|find|hear))|shock absorbers?|(?:app|screen|carplay|radio|website|computer|infotainment|software|nav\\w*)(?: \\w+){0,3} crash\\w*|crash\\w* (?:the )?(?:app|screen|carplay|radio|infotainment)|blew (?:me|us) off|hit (?:me|us) with (?:an?|the|another)|(?:battery|phone|remote|fob|alternator) (?:died|is dead|was dead|went dead) (?:in|at) (?:my|the) (?:driveway|garage|lot|parking lot)|drop(?:s|p?ed|ping)? (?:\\w+ ){1,3}off|in the dark about|crossed (?:the|a) line|accidentally|by accident',
    "(?:bill|price|quote|total|invoice|\\$[\\d,.]+)[^.!?]{0,40}heart attack|hit (?:me|us) like|hit my (?:wallet|card|account|inbox|phone|budget)|crash[- ]course\\w*|fire[- ]breath\\w*|(?:machine|coffee|popcorn|food|lounge|playlist|music|tacos|donuts|snacks) (?:is|are|was|were) (?:fire|lit)|spark[- ]?plugs?|(?:by|near|next to|behind|across from) the police station|tread left|collision (?:shop|center|centre|dept|department|estimate)|i(?:'m| am) an? (?:attorney|lawyer|cop|police officer|judge)|ha(?:d|ve) to be in court|work at the hospital|the hospital entrance",
    'free brake inspection|brake inspection|no (?:wreck|accident|one hurt)|no (?:airbag|brake|abs) light anymore|nobody hurt|no one (?:was )?hurt',
  ],
  [
    '(?:冻|烦|热|饿|急|笑|困|闷|气|累|贵|吵|无聊)死|要命|上火|火(?:气)?(?:都|就)?(?:上来|大)|发火|恼火|吓人|吓一跳|吓了一跳|抢钱|心疼|命根|拍着胸脯|爆款|火爆|熏得|安全检测|事故车|人没事|人无碍|没人受伤|没有人?受伤|烧钱|钱包灭了|急死|[烦坑笑]死|死机|气炸|气得.{0,3}冒(?:火|烟)|嗓子.{0,2}冒烟|头疼|头痛|肉疼|肉痛|痛快|痛点|痛恨|心痛|高速(?:费|口|服务区|旁边)|洗车隧道|隧道洗车|一路绿灯|后面的?车.{0,4}(?:先|都)|自己(?:开(?:车|过|回|去|来)|走(?:路|回|去|过|着|出)|动手)|推销.{0,3}(?:意外)?险|灭火器(?:箱|柜|架)|沙发.{0,3}塌|吃了?(?:炸药|枪药)|甩.{0,3}脸(?:子|色)|驻车(?:空调|加热|暖风)|钱包.{0,6}着火|火花塞|(?:从|去|到)火星|手印|差点(?:儿)?(?:就)?(?:睡|忘|笑|饿|错过)|(?:漆|膜|贴).{0,8}起泡|起泡(?=.{0,8}(?:漆|膜|重贴))|导航.{0,6}派出所|医院(?:门口|上班|上夜班|附近|旁边|对面)|我(?:本人)?(?:就)?是(?:律师|护士|医生|大夫|警察|记者)|烟味|烟头|香烟|抽烟|吸烟',
  ],
);

/** What stands right before a word that it denies. */
export const denial =
  /(?<![a-z])(?:no|not|not an?|without(?: an?| any)?|never(?: an?| any)?|nobody(?: was| got| is)?|no one(?: was| got| is)?|(?:was|is|were|are|did|does|do)n't(?: an?| any| get)?|free of) (?:any |one |more )*$|(?:没有?|无|未|不是|并未|不会|避免)(?:人|什么|任何|发生|发生过|出|出过|出现|造成|再)*$/u;
