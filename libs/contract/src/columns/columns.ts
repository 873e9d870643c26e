import { MEASURES } from '@silkgauge/codelists';
import { attribute, column, inSql, mandatory, text, words, type Column } from './column.ts';
import { PRINT_COLUMNS } from './print-columns.ts';
import { BOUND_COLUMNS, CODE_COLUMNS, NAME_COLUMNS } from './series-columns.ts';

/** The columns of a state, from left to right. */
const ALL = [
  column(
    'key',
    words('Key', '键'),
    'string',
    words(
      'Key of the state: series key and period, as /v1/growth/{series}/{period} takes them.',
      '状态的键：序列键与时期，可用于 /v1/growth/{series}/{period}。',
    ),
    ({ state }) => state.key,
    { of: 'state', parquet: { isFiltered: true } },
  ),
  ...CODE_COLUMNS,
  ...NAME_COLUMNS,
  column(
    'period',
    words('Period', '时期'),
    'string',
    words(
      'Period the figure is of, such as 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.',
      '数据所属时期，如 2020、2020-S1、2020-Q2、2020-03、2020-W10、2020-01-01/P5M；未注明时为 _U。',
    ),
    ({ state }) => state.period,
    {
      of: 'state',
      parquet: { isFiltered: true },
      sql: [
        inSql(
          0,
          'period',
          'g.period',
          'Period in SDMX form: 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-01-01/P5M; _U where none is stated.',
        ),
      ],
    },
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
    {
      of: 'figure',
      parquet: { isFiltered: true },
      sql: [
        inSql(
          3,
          'measure',
          'm.measure',
          'level, growth, share, contribution, growth-gap, growth-change or share-change.',
        ),
      ],
    },
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
    {
      of: 'figure',
      parquet: { isFiltered: true },
      sql: [
        inSql(
          4,
          'comparison',
          'm.comparison',
          'What growth and changes compare with: GY the year before, G1 the period before, a period, _U not stated; null for levels and shares.',
        ),
      ],
    },
  ),
  column(
    'comparedWith',
    words('Compared with', '对比时期'),
    'string',
    words('The period that growth compares with, where it is known.', '增长率所对比的时期（已知时）。'),
    ({ comparedWith }) => comparedWith,
    {
      of: 'figure',
      parquet: { isFiltered: true },
      sdmx: attribute(10, 'COMPARED_WITH', 'Period compared with', '对比时期'),
      sql: [
        inSql(
          5,
          'compared_with',
          "m.sides ->> 'comparedWith'",
          'Period that growth compares with, where that is known.',
        ),
      ],
    },
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
    {
      of: 'number',
      parquet: { isFiltered: true },
      sql: [
        inSql(
          6,
          'side',
          'b.side',
          'reported as printed, computed from other figures, implied by other prints, forecast.',
        ),
      ],
    },
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
    {
      sql: [
        inSql(
          7,
          'reading',
          "r.figure ->> 'reading'",
          'Which reading the row is, where a figure has several; none of them is the figure by itself.',
        ),
      ],
    },
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
    { of: 'number', parquet: { isText: true } },
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
    {
      digits: 'value',
      sql: [
        inSql(
          8,
          'value',
          "r.figure ->> 'value'",
          'Plain units; of observations as printed. Null where only the ends are known, or readings differ.',
        ),
      ],
    },
  ),
  column(
    'low',
    words('Low', '下限'),
    'decimal',
    words('Lower end of what the digits leave open, included.', '数字精度所允许的下限（含）。'),
    ({ figure }) => figure.low,
    {
      digits: 'low',
      sdmx: attribute(7, 'OBS_LOW', 'Lower end, included', '下限（含）'),
      sql: [inSql(9, 'low', "r.figure ->> 'low'", 'Lower end of the interval, inclusive.')],
    },
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
    {
      digits: 'high',
      sdmx: attribute(8, 'OBS_HIGH', 'Upper end, excluded', '上限（不含）'),
      sql: [
        inSql(
          10,
          'high',
          "r.figure ->> 'high'",
          'Upper end of the interval, exclusive; equal to low where the value is exact.',
        ),
      ],
    },
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
    {
      of: 'number',
      sql: [
        inSql(
          11,
          'absence',
          "b.measurement ->> 'absence'",
          'Why the reporter gives no number: not-collected, not-applicable, confidential, suppressed.',
        ),
      ],
    },
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
    {
      of: 'number',
      parquet: { isFiltered: true },
      sdmx: mandatory(2, 'UNIT_MEASURE', 'Unit of measure', '计量单位'),
      sql: [
        inSql(
          12,
          'unit',
          "b.measurement ->> 'unit'",
          'percent, points, a currency (ISO 4217) or what is counted.',
        ),
      ],
    },
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
    {
      of: 'number',
      parquet: { isFiltered: true },
      sdmx: mandatory(5, 'FIGURE_STATUS', 'Status of the figure', '数据状态'),
      sql: [
        inSql(
          13,
          'status',
          "b.measurement ->> 'status'",
          'Of a side the observation status of SDMX: A, R, P, F, _U; of an observation the printed one: preliminary, final, revised, forecast, unspecified.',
        ),
      ],
    },
  ),
  ...PRINT_COLUMNS,
  column(
    'formula',
    words('Formula', '公式'),
    'string',
    words('How it was found, with a version.', '得出方式及其版本。'),
    ({ measurement }) => measurement.formula,
    {
      of: 'number',
      sdmx: attribute(20, 'FORMULA', 'Formula', '公式'),
      sql: [
        inSql(
          18,
          'formula',
          "b.measurement ->> 'formula'",
          'How the side was found, with a version, such as reported@1.',
        ),
      ],
    },
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
    {
      of: 'figure',
      parquet: { isFiltered: true },
      sdmx: mandatory(6, 'VERDICT', 'Verdict', '核对结论'),
      sql: [
        inSql(
          19,
          'verdict',
          "m.sides ->> 'verdict'",
          'How the sides of the measure stand to each other; the same in each of their rows.',
        ),
      ],
    },
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
    {
      of: 'figure',
      sdmx: attribute(9, 'GAP', 'Reported less computed or implied', '发布值减去计算值或推得值'),
      sql: [
        inSql(
          20,
          'gap',
          "m.sides ->> 'gap'",
          'reported minus computed or implied; the same in each row of the measure.',
        ),
      ],
    },
  ),
  column(
    'flags',
    words('Flags', '标记'),
    'string',
    words('What to know before using the numbers of this state.', '使用该状态的数字之前应知晓的事项。'),
    ({ state }) => state.flags.join(' '),
    {
      of: 'state',
      separator: ' ',
      sdmx: attribute(11, 'FLAGS', 'Flags', '标记'),
      sql: [
        inSql(
          21,
          'flags',
          "array(select jsonb_array_elements_text(d.document -> 'flags'))",
          'What to know before using the numbers. partial-period of months of sales is in the HTTP API only.',
        ),
      ],
    },
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
    { of: 'state', separator: ' ' },
  ),
  column(
    'events',
    words('Events', '事件数'),
    'integer',
    words('Sales only: how many distinct sales the state holds.', '仅限销售：该状态所含销售事件的数目。'),
    ({ state }) => text(state.counts?.events),
    { of: 'state', sdmx: attribute(21, 'EVENTS', 'Sales counted', '事件数'), isOfLevels: true },
  ),
  column(
    'units',
    words('Units', '件数'),
    'decimal',
    words('Sales only: sum of the quantities sold.', '仅限销售：销售数量之和。'),
    ({ state }) => text(state.counts?.units),
    { of: 'state', sdmx: attribute(22, 'UNITS', 'Units sold', '件数'), isOfLevels: true },
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
    {
      of: 'state',
      parquet: { isText: true },
      sdmx: attribute(23, 'LAST_ORDERED_AT', 'Latest order', '最近下单时间'),
      isOfLevels: true,
    },
  ),
  column(
    'version',
    words('Version', '版本'),
    'integer',
    words('Version of the state; empty with publishedBy.', '状态的版本；按 publishedBy 查询时为空。'),
    ({ state }) => text(state.version),
    {
      of: 'state',
      sdmx: attribute(29, 'VERSION', 'Version of the state', '状态版本'),
      sql: [
        inSql(22, 'version', 'g.version', 'Version of the state, rising by one for each series and period.'),
      ],
    },
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
    {
      of: 'state',
      sdmx: attribute(30, 'SEQUENCE', 'Place in the change log', '变更日志序号'),
      sql: [inSql(23, 'sequence', 'g.sequence', 'Place of the version in the change log.')],
    },
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
    {
      of: 'state',
      sdmx: attribute(31, 'KNOWN_AT', 'Known at', '获知时间'),
      sql: [inSql(24, 'known_at', 'g.known_at', 'When the newest event behind the row reached the broker.')],
    },
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
    { of: 'state' },
  ),
];

/** Ids of the attributes of SDMX that are columns. */
export type ColumnAttribute = NonNullable<(typeof ALL)[number]['sdmx']>['id'];

export const COLUMNS: readonly Column<ColumnAttribute>[] = ALL;

/** Columns of the ends and the value of a number. */
export const DIGIT_COLUMNS = COLUMNS.flatMap((one) => (one.digits ? [{ ...one, digits: one.digits }] : []));
