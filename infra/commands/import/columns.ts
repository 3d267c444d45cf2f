/** How columns of a repair order are called, by the member of a visit that they tell. */
const names: Readonly<Record<string, readonly string[]>> = {
  'repairOrder.number': [
    '工单号',
    '工单编号',
    '施工单号',
    '维修单号',
    '委托书号',
    '派工单号',
    '结算单号',
    'repair order',
    'repair order number',
    'ro',
    'ro number',
    'work order',
    'order number',
    'order no',
  ],
  'repairOrder.status': ['状态', '工单状态', '单据状态', 'status', 'order status'],
  'repairOrder.updatedAt': [
    '更新时间',
    '修改时间',
    '最后修改时间',
    'updated',
    'updated at',
    'last updated',
    'modified',
  ],
  'repairOrder.openedAt': [
    '进厂时间',
    '进厂日期',
    '来厂时间',
    '接车时间',
    '接车日期',
    '开单时间',
    '开单日期',
    'opened',
    'opened at',
    'date in',
    'time in',
    'check in',
    'open date',
    'arrived',
  ],
  'repairOrder.promisedAt': [
    '预计交车时间',
    '约定交车时间',
    '承诺交车时间',
    '预交车时间',
    'promised',
    'promised at',
    'promise date',
  ],
  'repairOrder.closedAt': [
    '完工时间',
    '完工日期',
    '竣工时间',
    '竣工日期',
    '结算时间',
    '结算日期',
    'closed',
    'closed at',
    'completed',
    'completed at',
  ],
  'repairOrder.deliveredAt': [
    '交车时间',
    '交车日期',
    '出厂时间',
    '出厂日期',
    '提车时间',
    '提车日期',
    'delivered',
    'delivered at',
    'delivery date',
    'date out',
    'time out',
    'picked up',
  ],
  'repairOrder.type': [
    '维修类型',
    '维修类别',
    '工单类型',
    '业务类型',
    '业务类别',
    'type',
    'service type',
    'order type',
  ],
  'vehicle.vin': [
    '车架号',
    '底盘号',
    '车辆识别代号',
    '车辆识别码',
    'vin',
    'vin码',
    'vin号',
    'vin code',
    'chassis number',
  ],
  'vehicle.plate': [
    '车牌',
    '车牌号',
    '车牌号码',
    '牌照',
    '牌照号',
    'plate',
    'plate number',
    'license plate',
    'licence plate',
    'registration',
  ],
  'vehicle.make': ['品牌', '厂牌', 'make', 'brand'],
  'vehicle.model': ['车型', '车系', 'model'],
  'vehicle.modelYear': ['年款', '车型年份', 'year', 'model year'],
  'vehicle.soldAt': ['购车日期', '销售日期', '购买日期', 'sold', 'sold at', 'sale date', 'purchase date'],
  'vehicle.odometerKm': [
    '里程',
    '行驶里程',
    '进厂里程',
    '里程数',
    '公里数',
    '里程公里',
    'odometer',
    'odometer km',
    'mileage km',
    'km',
  ],
  'customer.id': [
    '客户编号',
    '客户号',
    '客户代码',
    '会员号',
    'customer id',
    'customer number',
    'customer no',
  ],
  'customer.name': [
    '客户',
    '客户姓名',
    '客户名称',
    '姓名',
    '车主',
    '车主姓名',
    '送修人',
    'customer',
    'customer name',
    'name',
    'owner',
  ],
  'customer.phone': [
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '电话号码',
    '联系电话',
    '移动电话',
    '客户电话',
    '客户手机',
    'phone',
    'phone number',
    'mobile',
    'mobile phone',
    'cell',
    'cell phone',
    'customer phone',
  ],
  'customer.language': ['语言', 'language'],
  'customer.kind': ['客户类型', '客户性质', '客户类别', 'customer type', 'customer kind'],
  'contact.method': ['回访方式', '联系方式', 'contact method', 'follow up by'],
  'contact.consent.service': ['同意回访', '是否同意回访', 'consent', 'service consent', 'follow up consent'],
  'advisor.id': [
    '服务顾问编号',
    '服务顾问工号',
    '顾问工号',
    '接待员编号',
    'advisor id',
    'service advisor id',
    'writer id',
  ],
  'advisor.name': [
    '服务顾问',
    '服务顾问姓名',
    '顾问',
    '接待顾问',
    '接待员',
    '业务接待',
    '前台',
    'advisor',
    'advisor name',
    'service advisor',
    'service writer',
  ],
  'advisor.team': ['接待组', '顾问组', '团队', '班组', 'team', 'advisor team'],
  'technicians.0.name': [
    '技师',
    '维修技师',
    '维修工',
    '主修人',
    '主修',
    'technician',
    'technician name',
    'mechanic',
  ],
  'technicians.0.id': ['技师编号', '技师工号', 'technician id'],
  'items.code': [
    '项目代码',
    '项目编号',
    '工时代码',
    '作业代码',
    'item code',
    'operation code',
    'op code',
    'code',
  ],
  'items.description': [
    '项目',
    '项目名称',
    '维修项目',
    '作业项目',
    '维修内容',
    '施工内容',
    'item',
    'description',
    'operation',
    'job',
    'work',
  ],
  'items.outcome': ['处理结果', '项目结果', '是否完成', 'outcome', 'result', 'item outcome'],
  'items.system': ['系统', '所属系统', 'system'],
  'items.reason': ['原因', '未做原因', 'reason'],
  'items.amount': ['项目金额', '工时费', '项目费用', 'item amount', 'amount', 'price'],
  'totals.estimated': ['预估金额', '预计金额', '估价', 'estimate', 'estimated', 'estimated total'],
  'totals.actual': [
    '金额',
    '总金额',
    '合计',
    '合计金额',
    '实收金额',
    '实收',
    '结算金额',
    '应收金额',
    'total',
    'total amount',
    'actual total',
  ],
  'totals.currency': ['币种', 'currency'],
  'notes.concern': [
    '故障描述',
    '客户描述',
    '客户陈述',
    '客户报修',
    'concern',
    'complaint',
    'customer concern',
  ],
  'notes.testDrive': ['试车', '试车记录', 'test drive'],
  'notes.finalInspection': ['终检', '终检结果', '质检', '质检结果', 'final inspection', 'quality check'],
};

/** What a file must tell to be of any use; the rest may be absent. */
const necessary = [
  'repairOrder.number',
  'repairOrder.openedAt',
  'vehicle.vin',
  'customer.id',
  'customer.name',
  'customer.phone',
  'items.description',
] as const;
/** Of these one is enough. */
const oneOf = [
  ['advisor.id', 'advisor.name'],
  ['repairOrder.deliveredAt', 'repairOrder.status'],
] as const;

const known = new Map(
  Object.entries(names).flatMap(([member, all]) =>
    [member, ...all].map((name) => [plain(name), member] as const),
  ),
);

/** A column as the file calls it, and the member of a visit that it tells; none where nobody knows. */
export interface Column {
  readonly header: string;
  readonly member?: string;
}

/** The columns of a header, and what is amiss with it: what is told twice, and what is missing. */
export function columnsOf(header: readonly string[]): {
  columns: Column[];
  unknown: string[];
  twice: string[];
  missing: string[];
} {
  const columns = header.map((text): Column => {
    const member = known.get(plain(text));
    return { header: text.trim(), ...(member && { member }) };
  });
  const members = columns.flatMap(({ member }) => member ?? []);
  return {
    columns,
    unknown: columns
      .filter(({ member, header: name }) => !member && name !== '')
      .map(({ header: name }) => name),
    twice: [...new Set(members.filter((each, index) => members.indexOf(each) < index))],
    missing: [
      ...necessary.filter((each) => !members.includes(each)),
      ...oneOf.filter((some) => !some.some((each) => members.includes(each))).map((some) => some.join(' / ')),
    ],
  };
}

/** How a member may be called: its own name and the commonest in Chinese and English. */
export function callable(member: string): string {
  return member
    .split(' / ')
    .map((each) => {
      const all = names[each] ?? [];
      const english = all.find((name) => /^[\x20-\x7e]+$/.test(name));
      return [all[0], english, each].filter((name) => name !== undefined).join(' / ');
    })
    .join(', ');
}

/** The names of all members that a column may tell. */
export const members: readonly string[] = Object.keys(names);

/** Names are compared without case, blanks, brackets, marks of necessity and the width of their characters. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]/gu, '');
}
