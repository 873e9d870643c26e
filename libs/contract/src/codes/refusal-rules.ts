/** Names of a word in both languages. */
export type BothNames = readonly [en: string, zh: string];

/** Rules of content: a door answers 422 with them, and the aggregation rejects a record by them. */
const CONTENT = {
  'about-one-thing': [
    'A statement is about a series or a notice, not both',
    '声明只能针对一个序列或一份公告',
  ],
  'absence-with-number': ['A figure is a number or says why there is none', '数据须为数值或说明缺失原因'],
  address: ['An address of a document', '文件地址'],
  area: ['The form of an area code', '地区代码的格式'],
  'area-country': ['An area begins with a country in use', '地区代码须以现行国家代码开头'],
  'attribute-characters': ['Attributes have printable characters alone', '属性只含可打印字符'],
  'attribute-count': ['An event has few attributes', '属性数量有限'],
  'attribute-name': ['Names of attributes are lower-case letters and digits', '属性名只含小写字母和数字'],
  'attribute-repeated': ['An attribute is sent once', '属性不得重复'],
  'attribute-required': ['CloudEvents requires an attribute', '缺少 CloudEvents 必需的属性'],
  'attribute-text': ['An attribute is a text of limited length', '属性须为长度有限的文本'],
  'attribute-value': ['A value that an attribute may have', '属性值的类型'],
  'break-without-period': ['A break is of a stated period', '口径变化须注明时期'],
  code: ['The form of a code', '代码的格式'],
  'compared-with-itself': ['Nothing is compared with itself', '不得与自身比较'],
  comparison: ['A comparison is a key or a period', '比较方式须为代码或时期'],
  'comparison-missing': ['What compares names its comparison', '缺少比较方式'],
  count: ['A whole number from 0', '非负整数'],
  currency: ['The form of a currency code', '币种代码的格式'],
  'currency-code': ['A currency of ISO 4217', 'ISO 4217 币种代码'],
  'data-base64': ['Data are JSON, not base64', '数据须为 JSON，而非 base64'],
  'data-content-type': ['Data are JSON', '数据须为 JSON'],
  date: ['A date of the calendar', '日历上存在的日期'],
  decimal: ['A decimal in a text', '以文本表示的十进制数'],
  'ends-before-it-begins': ['Nothing ends before it begins', '结束不得早于开始'],
  'event-object': ['An event is an object', '事件须为对象'],
  'event-type': ['A known event type', '已知的事件类型'],
  'growth-below-nothing': ['No level falls by more than all of it', '水平的降幅不得超过百分之百'],
  'extends-itself': ['A notice extends another one', '公告不得延续自身'],
  instant: ['An instant with offset', '带时区偏移的时刻'],
  'job-id': ['A job is named by its source and its content', '作业由来源与内容命名'],
  'job-size': ['A report of a job is small', '作业报告大小有限'],
  language: ['A language tag of BCP 47', 'BCP 47 语言标签'],
  'level-compares-nothing': ['A level compares nothing', '金额不含比较'],
  list: ['A list of limited length', '长度有限的列表'],
  'lone-surrogate': ['Texts have whole characters', '文本不含残缺字符'],
  'magnitude-empty': ['A magnitude has an end', '幅度须有一端'],
  'magnitude-flat': ['What is flat has no magnitude', '持平不含幅度'],
  'magnitude-order': ['The lower end of a magnitude comes first', '幅度下限须小于上限'],
  'magnitude-sign': ['A magnitude has no sign', '幅度不带符号'],
  'multiplier-positive': ['A multiplier is above zero', '倍数须大于零'],
  'names-itself': ['An event does not name itself', '事件不得引用自身'],
  'nesting-depth': ['JSON is nested a few levels deep', 'JSON 嵌套层数有限'],
  'notice-id': ['The form of a notice id', '公告编号的格式'],
  'nul-character': ['Texts have no NUL', '文本不含 NUL 字符'],
  'number-range': ['Numbers that JSON readers agree on', '各程序均能读取的数值'],
  object: ['An object', '对象'],
  'one-of': ['A word of a closed list', '封闭列表中的词'],
  'order-name': ['The form of the name of an order', '指令名称的格式'],
  'other-kind': ['A member of the kind of its rule', '规则种类允许的成员'],
  period: ['A period that exists', '存在的时期'],
  'period-order': ['A period ends after it begins', '时期的结束须晚于开始'],
  'plan-size': ['A plan is small', '计划大小有限'],
  'published-at': ['A publication date that exists', '存在的发布日期'],
  'range-ends': ['A range has an upper end, and nothing else has one', '只有区间才有上限'],
  'range-order': ['The lower end of a range comes first', '区间下限不得大于上限'],
  'repeated-id': ['An id stands once in a plan', '计划内的编号不得重复'],
  required: ['A required member', '必需的成员'],
  'rule-filter': ['A rule names some series', '规则须指明序列'],
  'rule-size': ['A rule is small', '规则大小有限'],
  schema: ['The schema of the event type', '事件类型的模式'],
  sha256: ['A SHA-256 in hex', '十六进制的 SHA-256'],
  specversion: ['CloudEvents 1.0', 'CloudEvents 1.0 版'],
  'state-key': ['The key of a series or of a state', '序列或状态的键'],
  text: ['A text of limited length', '长度有限的文本'],
  'title-cause': ['A title claims no cause', '标题不得断言原因'],
  'title-digit': ['A title has no digit', '标题不含数字'],
  'too-many-keys': ['A plan tells of few states', '计划涉及的状态数量有限'],
  'too-many-sentences': ['A plan has few sentences', '计划的句子数量有限'],
  'unit-of-level': ['A unit that a level may have', '金额允许的单位'],
  'unit-of-measure': ['A unit that the measure may have', '该度量允许的单位'],
  'unknown-kind': ['A kind of rule that there is', '已有的规则种类'],
  'unknown-say': ['A kind of sentence that there is', '已有的句子种类'],
  'uri-reference': ['A URI reference', 'URI 引用'],
  'wording-missing': ['What compares says how it is worded', '缺少表述方式'],
  'wording-of-unit': ['A wording that the unit may have', '该单位允许的表述方式'],
} as const satisfies Readonly<Record<string, BothNames>>;

/** Rules of a push: a door answers with them before it looks at content. */
const PUSH = {
  batch: ['A batch is a list of events', '批次须为事件列表'],
  'content-mode': ['A content mode of CloudEvents', 'CloudEvents 内容模式'],
  'header-encoding': ['Headers are percent-encoded UTF-8', '标头须为百分号编码的 UTF-8'],
  'upload-rate': ['An upload of lines keeps a least rate', '逐行上传须保持最低速率'],
  'type-of-feed': ['An event type that the feed takes', '该入口接收的事件类型'],
} as const satisfies Readonly<Record<string, BothNames>>;

/** Rules of rights: a door answers 403 with them to a key that may not write an event. */
const RIGHTS = {
  'write-names': ['A key writes of its own notices and orders', '密钥只能写入其获准的公告和指令'],
  'write-series': ['A key writes to its own series', '密钥只能写入其获准的序列'],
  'write-sources': ['A key writes under its own sources', '密钥只能以其获准的来源写入'],
  'write-types': ['A key pushes its own event types', '密钥只能推送其获准的事件类型'],
} as const satisfies Readonly<Record<string, BothNames>>;

/** Rules of records: the aggregation alone rejects by them. */
const RECORD = {
  'append-time': ['A record is stamped by the broker', '记录须由消息代理加盖时间'],
  'byte-order-mark': ['JSON begins without a byte order mark', 'JSON 不得以字节顺序标记开头'],
  'content-type': ['A content type that is read', '可读取的内容类型'],
  'identity-conflict': ['One identity has one content', '同一标识的内容须相同'],
  json: ['JSON', 'JSON 格式'],
  misplaced: ['A record lies on the partition of its key', '记录须位于其键所属的分区'],
  'not-a-cloudevent': ['A CloudEvent', 'CloudEvent 格式'],
  'record-key': ['The record key of the event type', '该事件类型的记录键'],
  'record-size': ['A record of limited size', '大小有限的记录'],
  'series-domain': ['A series belongs to the domain where it was first seen', '序列属于其首次出现的领域'],
  'set-aside': ['A version that no topic takes', '无法发布的版本'],
  skipped: ['An operator stepped over it', '由操作员跳过'],
  'type-of-topic': ['An event type that belongs on the topic', '属于该主题的事件类型'],
  unreadable: ['Bytes that are a record', '可读取的记录'],
  unstorable: ['Content that the database holds', '数据库可保存的内容'],
  'utf-8': ['UTF-8', 'UTF-8 编码'],
  'withdrawal-kind': ['A withdrawal is of the kind of what it names', '撤回的类型须与所指事件一致'],
  'withdrawal-domain': ['A figure is withdrawn where it came from', '数据须经其来源的主题撤回'],
  'withdrawal-waiting': ['Few withdrawals wait for one event', '等待同一事件的撤回数量有限'],
} as const satisfies Readonly<Record<string, BothNames>>;

/** Rules by kind: `content` of 422 and `rejected`, `push` and `rights` of a door alone, `record` of `rejected` alone. */
export const REFUSAL_RULES = { content: CONTENT, push: PUSH, rights: RIGHTS, record: RECORD } as const;

/** The `rule` of a fault of a push, and of a rejected record. */
export type RefusalRule =
  keyof typeof CONTENT | keyof typeof PUSH | keyof typeof RIGHTS | keyof typeof RECORD;
