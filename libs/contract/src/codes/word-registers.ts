import {
  COMPARISONS,
  EVIDENCE_KIND_NAMES,
  FORMULAS,
  MEASURE_NAMES,
  NOT_STATED,
  type ObservationStatus,
} from '@silkgauge/growth';
import { MEASURES, QUALIFIERS, WORDINGS } from '../events/figure-data.ts';
import { REPORTER_KINDS } from '../events/reporter.ts';
import { CHANGE_REASONS, FLAGS, MEASUREMENT_STATUSES, VERDICTS } from '../shapes/state.ts';
import { EVIDENCE_KINDS } from '../vocabulary.ts';
import { REFUSAL_RULES, type BothNames } from './refusal-rules.ts';
import type { RegisteredCode } from './registers.ts';

/** Registers of words, with their names. Each takes its words from the constant that checks them. */
export const WORD_REGISTERS = {
  unit: ['Units', '单位'],
  status: ['Statuses of figures', '数据状态'],
  flag: ['Flags of states', '标记'],
  verdict: ['Verdicts', '核对结论'],
  reason: ['Reasons of changes', '变更原因'],
  'evidence-kind': ['Kinds of evidence', '证据类型'],
  'reporter-kind': ['Kinds of reporters', '发布机构类型'],
  formula: ['Formulas', '公式'],
  rule: ['Rules of refusal', '拒收规则'],
  measure: ['Measures', '度量'],
  comparison: ['Comparisons', '比较方式'],
  wording: ['Wordings', '表述方式'],
  qualifier: ['Qualifiers', '限定词'],
} as const satisfies Readonly<Record<string, BothNames>>;
export type WordRegister = keyof typeof WORD_REGISTERS;

type Names<Words extends string> = Readonly<Record<Words, readonly [...BothNames, ...also: string[]]>>;

/** Codes of one kind; a word without names does not compile. */
const named = <Words extends string>(
  kind: string,
  words: readonly Words[],
  names: Names<Words>,
): RegisteredCode[] =>
  words.map((code) => {
    const [en, zh, ...also] = names[code];
    return { code, kind, en, zh, also };
  });

const RELATIVE_UNITS = ['percent', 'points', 'times'] as const;

/** Count units of the bundled data; figures may have others. */
const COUNT_UNITS: Readonly<Record<string, BothNames>> = {
  brands: ['brands', '个品牌'],
  countries: ['countries', '个国家'],
  declarations: ['declarations', '票'],
  enterprises: ['enterprises', '家企业'],
  flights: ['flights', '班次'],
  items: ['items', '件'],
  orders: ['orders', '单'],
  'orders-per-second': ['orders per second', '单/秒'],
  parcels: ['parcels', '件包裹'],
  parks: ['parks', '个园区'],
  stores: ['stores', '家店铺'],
  tonnes: ['tonnes', '吨'],
  'transactions-per-second': ['transactions per second', '笔/秒'],
  units: ['units', '件'],
  warehouses: ['warehouses', '个仓库'],
};

const UNITS = [
  ...named('relative', RELATIVE_UNITS, {
    percent: ['percent', '百分比'],
    points: ['percentage points', '百分点'],
    times: ['times', '倍'],
  }),
  ...named('count', Object.keys(COUNT_UNITS), COUNT_UNITS),
];

const STATUS_NAMES: Names<ObservationStatus> = {
  A: ['final', '终值', 'final'],
  R: ['revised', '修订值', 'revised'],
  P: ['preliminary', '初值', 'preliminary'],
  F: ['forecast', '预测值', 'forecast'],
  _U: ['status not stated', '未注明状态', 'unspecified'],
};

const FLAG_NAMES: Names<(typeof FLAGS)[number]> = {
  'ambiguous-wording': ['ambiguous wording', '措辞有歧义'],
  'unknown-comparison': ['comparison not stated', '未注明比较期'],
  'unknown-period': ['period not stated', '未注明时期'],
  'coverage-break': ['coverage changed', '口径变化'],
  'calendar-effect': ['New Year effect', '春节效应'],
  'small-base': ['small base', '基数过小'],
  'partial-period': ['part of a period', '部分时期'],
  'implied-base-differs': ['implied base differs', '推算基数不符'],
  'part-above-whole': ['part above whole', '部分大于总体'],
  'infeasible-parts': ['parts do not fit', '部分与总体不合'],
  undetermined: ['share left open', '占比无法确定'],
  'conflicting-prints': ['prints conflict', '各次发布相互矛盾'],
  'excluded-print': ['print excluded by its parts', '与各部分不符的数字'],
};

const VERDICT_NAMES: Names<(typeof VERDICTS)[number]> = {
  agrees: ['agrees', '一致'],
  'within-rounding': ['agrees within rounding', '在舍入范围内一致'],
  conflicts: ['conflicts', '矛盾'],
  'not-comparable': ['not comparable', '不可比'],
  unchecked: ['unchecked', '未核对'],
};

const REASON_NAMES: Names<(typeof CHANGE_REASONS)[number]> = {
  reported: ['a figure was reported', '公布了数据'],
  sales: ['sales came', '收到销售记录'],
  restated: ['something it rests on changed', '所依据的数据变化'],
  withdrawn: ['a figure was withdrawn', '数据被撤回'],
  notice: ['a notice, before notices had a topic', '公告（旧版本）'],
  rebuilt: ['the read model was put right', '读模型重建'],
};

/** Kinds of a source, and that of codes such as `_U` in the register of reporters. */
const SOURCE_KINDS = [...REPORTER_KINDS, 'special'] as const;

const SOURCE_KIND_NAMES: Names<(typeof SOURCE_KINDS)[number]> = {
  customs: ['customs authority', '海关'],
  statistics: ['statistical office', '统计机构'],
  government: ['government body', '政府部门'],
  zone: ['zone', '园区'],
  port: ['port', '港口'],
  platform: ['platform', '平台'],
  payments: ['payment network', '支付机构'],
  association: ['association', '协会'],
  research: ['research body', '研究机构'],
  company: ['company', '企业'],
  other: ['other source', '其他来源'],
  special: ['special code', '特殊代码'],
};

const WORDING_NAMES: Names<(typeof WORDINGS)[number]> = {
  percent: ['percent', '百分比'],
  'up-by-times': ['up by so many times', '增长若干倍'],
  'to-times': ['to so many times', '增长到若干倍'],
  fold: ['so many fold', '若干倍于'],
  'ambiguous-times': ['times that can be read both ways', '可作两种理解的倍数'],
  points: ['percentage points', '百分点'],
};

const QUALIFIER_NAMES: Names<(typeof QUALIFIERS)[number]> = {
  exact: ['exact', '确切'],
  about: ['about', '约'],
  over: ['over', '超过'],
  under: ['under', '不足'],
  range: ['a range', '区间'],
};

/** Codes of each register of words, in the order of its constant. */
export const WORDS: Readonly<Record<WordRegister, readonly RegisteredCode[]>> = {
  unit: UNITS,
  status: named('status', MEASUREMENT_STATUSES, STATUS_NAMES),
  flag: named('flag', FLAGS, FLAG_NAMES),
  verdict: named('verdict', VERDICTS, VERDICT_NAMES),
  reason: named('reason', CHANGE_REASONS, REASON_NAMES),
  'evidence-kind': EVIDENCE_KINDS.map((code) => ({
    ...{ code, kind: 'evidence-kind', also: [] },
    ...EVIDENCE_KIND_NAMES[code],
  })),
  'reporter-kind': named('reporter-kind', SOURCE_KINDS, SOURCE_KIND_NAMES),
  formula: FORMULAS.map(({ name, meaning, expression }) => ({
    ...{ code: name, kind: 'formula', en: meaning.en, zh: meaning.zh },
    also: [expression],
  })),
  rule: Object.entries(REFUSAL_RULES).flatMap(([kind, rules]) => named(kind, Object.keys(rules), rules)),
  measure: MEASURES.map((code) => ({ code, kind: 'measure', ...MEASURE_NAMES[code], also: [] })),
  comparison: [
    ...COMPARISONS.map(({ key, words }) => ({ code: key, kind: 'comparison', ...words, also: [] })),
    { code: NOT_STATED, kind: 'comparison', en: 'comparison not stated', zh: '未注明比较期', also: [] },
  ],
  wording: named('wording', WORDINGS, WORDING_NAMES),
  qualifier: named('qualifier', QUALIFIERS, QUALIFIER_NAMES),
};
