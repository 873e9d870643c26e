import { MEASURES } from '@silkgauge/codelists';
import { DIMENSIONS, type Dimension } from '@silkgauge/contract';
import { column, text, words, type Column, type ColumnWords } from './column.ts';
import { BOUND_COLUMNS, nameColumn } from './context-columns.ts';
import { PRINT_COLUMNS } from './print-columns.ts';

const DIMENSION: Readonly<Record<Dimension, ColumnWords>> = {
  reporter: [words('Reporter', '发布方'), words('Who says it.', '数据由谁发布。')],
  area: [words('Area', '地区'), words('The area whose trade it is.', '贸易所属地区。')],
  indicator: [words('Indicator', '指标'), words('What is measured.', '统计的内容。')],
  coverage: [words('Coverage', '统计口径'), words('By which count.', '按何种口径统计。')],
  flow: [
    words('Flow', '流向'),
    words('X export, M import, _T both together.', 'X 出口，M 进口，_T 进出口合计。'),
  ],
  mode: [words('Mode', '贸易方式'), words('Customs supervision mode.', '海关监管方式。')],
  product: [words('Product', '商品'), words('Which goods.', '商品类别。')],
  counterpart: [words('Counterpart', '对方地区'), words('Trade with whom.', '贸易伙伴。')],
  currency: [
    words('Currency', '币种'),
    words('Currency of the figures; _Z where things are counted.', '数据的币种；计数类为 _Z。'),
  ],
};

/** From left to right. */
export const COLUMNS: readonly Column[] = [
  column(
    'key',
    words('Key', '键'),
    'string',
    words(
      'Key of the state: series key and period, as /v1/growth/{series}/{period} takes them.',
      '状态的键：序列键与时期，可用于 /v1/growth/{series}/{period}。',
    ),
    ({ state }) => state.key,
  ),
  ...DIMENSIONS.map((name) => {
    const [title, description] = DIMENSION[name];
    return column(name, title, 'string', description, ({ state }) => state.series[name]);
  }),
  ...DIMENSIONS.map((name) => nameColumn(name, DIMENSION[name][0])),
  column(
    'period',
    words('Period', '时期'),
    'string',
    words(
      'Period the figure is of, such as 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.',
      '数据所属时期，如 2020、2020-S1、2020-Q2、2020-03、2020-W10、2020-01-01/P5M；未注明时为 _U。',
    ),
    ({ state }) => state.period,
  ),
  ...BOUND_COLUMNS,
  column(
    'measure',
    words('Measure', '度量'),
    'string',
    words(
      'level, growth, share, contribution, growth-gap, growth-change or share-change.',
      `${Object.entries(MEASURES.entries)
        .map(([measure, { zh }]) => `${measure} ${zh}`)
        .join('，')}。`,
    ),
    ({ measure }) => measure,
  ),
  column(
    'comparison',
    words('Comparison', '比较'),
    'string',
    words(
      'What growth and changes compare with: GY the year before, G1 the period before, another period, _U not stated; empty for levels and shares.',
      '比较基准：GY 上年同期，G1 上一时期，或另一时期；_U 未注明；金额与占比为空。',
    ),
    ({ comparison }) => comparison,
  ),
  column(
    'comparedWith',
    words('Compared with', '对比时期'),
    'string',
    words('The period that growth compares with, where it is known.', '增长率所对比的时期（已知时）。'),
    ({ comparedWith }) => comparedWith,
  ),
  column(
    'side',
    words('Side', '来源'),
    'string',
    words(
      'reported: as printed; computed: from other figures; implied: what other prints imply; forecast: a print about what is to come.',
      'reported 发布值，computed 由其他数据计算，implied 由其他发布值推得，forecast 预测值。',
    ),
    ({ side }) => side,
  ),
  column(
    'reading',
    words('Reading', '读法'),
    'string',
    words(
      'Where a figure can be read in several ways, which one this row is: up-by-times, to-times, or the print (source#id). None of them is the figure by itself. Empty where there is one.',
      '数据有多种读法时，本行为哪一种：up-by-times（增长若干倍）、to-times（增至若干倍）或具体发布（source#id）；任何一种都不能单独视为该数据。只有一种读法时为空。',
    ),
    ({ reading }) => reading,
  ),
  column(
    'more',
    words('More readings', '其余读法'),
    'integer',
    words(
      'How many readings there are beside those that have rows: of many only the newest are told.',
      '未列出的读法数目：读法很多时只列最新的几种。',
    ),
    ({ measurement }) => text(measurement.more),
  ),
  column(
    'value',
    words('Value', '数值'),
    'decimal',
    words(
      'In the unit of the row, every digit kept; empty where only the ends are known.',
      '按本行单位，保留全部数字；只知上下限时为空。',
    ),
    ({ figure }) => figure.value,
  ),
  column(
    'low',
    words('Low', '下限'),
    'decimal',
    words('Lower end of what the digits leave open, included.', '数字精度所允许的下限（含）。'),
    ({ figure }) => figure.low,
  ),
  column(
    'high',
    words('High', '上限'),
    'decimal',
    words(
      'Upper end, excluded; equal to the lower end where it is exact.',
      '上限（不含）；精确值时与下限相等。',
    ),
    ({ figure }) => figure.high,
  ),
  column(
    'absence',
    words('No number', '缺值原因'),
    'string',
    words(
      'Why the reporter gives no number: not-collected, not-applicable, confidential or suppressed; empty beside a number.',
      '发布方不提供数值的原因：not-collected 未统计，not-applicable 不适用，confidential 保密，suppressed 不予公布；有数值时为空。',
    ),
    ({ measurement }) => text(measurement.absence),
  ),
  column(
    'unit',
    words('Unit', '单位'),
    'string',
    words(
      'Unit of value, low and high: percent, points, a currency (ISO 4217) or what is counted.',
      '数值及上下限的单位：percent 百分比，points 百分点，币种（ISO 4217）或计数单位。',
    ),
    ({ measurement }) => measurement.unit,
  ),
  column(
    'status',
    words('Status', '状态'),
    'string',
    words(
      'Observation status of SDMX: A final, R revised, P preliminary, F forecast, _U unspecified.',
      'SDMX 观测状态：A 最终，R 修订，P 初步，F 预测，_U 未注明。',
    ),
    ({ measurement }) => measurement.status,
  ),
  ...PRINT_COLUMNS,
  column(
    'formula',
    words('Formula', '公式'),
    'string',
    words('How it was found, with a version.', '得出方式及其版本。'),
    ({ measurement }) => measurement.formula,
  ),
  column(
    'verdict',
    words('Verdict', '核对结论'),
    'string',
    words(
      'How the sides of this measure stand to each other: agrees, within-rounding, conflicts, not-comparable, unchecked. The same in each of their rows.',
      '该度量各来源之间的关系：agrees 一致，within-rounding 在舍入范围内，conflicts 冲突，not-comparable 不可比，unchecked 未核对；各行相同。',
    ),
    ({ sides }) => sides.verdict,
  ),
  column(
    'gap',
    words('Gap', '差距'),
    'decimal',
    words(
      'Reported minus computed or implied: of rates in points, of levels in their unit. The same in each of their rows.',
      '发布值减去计算值或推得值：比率以百分点计，金额按其单位；各行相同。',
    ),
    ({ sides }) => sides.gap,
  ),
  column(
    'flags',
    words('Flags', '标记'),
    'string',
    words('What to know before using the numbers of this state.', '使用该状态的数字之前应知晓的事项。'),
    ({ state }) => state.flags.join(' '),
    ' ',
  ),
  column(
    'notices',
    words('Notices', '公告'),
    'string',
    words(
      'Policy notices in force in the period whose scope the series has something in common with, by name.',
      '该时期内有效、且适用范围与该序列有交集的政策公告名称。',
    ),
    ({ state }) => state.notices.map(({ notice }) => notice).join(' '),
    ' ',
  ),
  column(
    'events',
    words('Events', '事件数'),
    'integer',
    words('Sales only: how many distinct sales the state holds.', '仅限销售：该状态所含销售事件的数目。'),
    ({ state }) => text(state.counts?.events),
  ),
  column(
    'units',
    words('Units', '件数'),
    'decimal',
    words('Sales only: sum of the quantities sold.', '仅限销售：销售数量之和。'),
    ({ state }) => text(state.counts?.units),
  ),
  column(
    'last',
    words('Latest order', '最近下单时间'),
    'dateTime',
    words(
      'Sales only: when the latest of them was ordered (UTC).',
      '仅限销售：其中最近一笔的下单时间（UTC）。',
    ),
    ({ state }) => text(state.counts?.last),
  ),
  column(
    'version',
    words('Version', '版本'),
    'integer',
    words('Version of the state; empty with publishedBy.', '状态的版本；按 publishedBy 查询时为空。'),
    ({ state }) => text(state.version),
  ),
  column(
    'sequence',
    words('Sequence', '序号'),
    'integer',
    words(
      'Place of the version in the change log; empty with publishedBy.',
      '该版本在变更日志中的位置；按 publishedBy 查询时为空。',
    ),
    ({ state }) => state.sequence,
  ),
  column(
    'knownAt',
    words('Known at', '获知时间'),
    'dateTime',
    words(
      'When what made the version had reached us (UTC); empty with publishedBy.',
      '形成该版本的信息到达本系统的时间（UTC）；按 publishedBy 查询时为空。',
    ),
    ({ state }) => state.knownAt,
  ),
  column(
    'publishedBy',
    words('Published by', '发布截止'),
    'dateTime',
    words(
      'With publishedBy: only what was published by then counts (UTC).',
      '按 publishedBy 查询时：只计入此前已发布的内容（UTC）。',
    ),
    ({ state }) => ('publishedBy' in state ? state.publishedBy : null),
  ),
];
