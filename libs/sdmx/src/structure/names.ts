import { type BothNames, LANGUAGES, type Language } from '@silkgauge/codelists';
import type { Component } from './components.ts';

/** A language, then the other. */
export const languagesFrom = (first: Language): readonly Language[] => [
  first,
  ...LANGUAGES.codes.filter((other) => other !== first),
];

const names = (en: string, zh: string): BothNames => ({ en, zh });

/** Names of the concepts behind the components. */
export const CONCEPT_NAMES: Readonly<Record<Component, BothNames>> = {
  REPORTER: names('Reporter', '发布方'),
  REF_AREA: names('Reference area', '地区'),
  INDICATOR: names('Indicator', '指标'),
  COVERAGE: names('Coverage', '统计口径'),
  FLOW: names('Trade flow', '流向'),
  MODE: names('Customs supervision mode', '贸易方式'),
  PRODUCT: names('Product', '商品'),
  COUNTERPART: names('Counterpart area', '对方地区'),
  CURRENCY: names('Currency', '币种'),
  FREQ: names('Frequency', '频率'),
  TRANSFORMATION: names('Transformation', '变换'),
  BASIS: names('Basis', '来源'),
  READING: names('Reading', '读法'),
  TIME_PERIOD: names('Time period', '时期'),
  OBS_VALUE: names('Observation value', '观测值'),
  OBS_STATUS: names('Observation status', '观测状态'),
  CONF_STATUS: names('Confidentiality status', '保密状态'),
  UNIT_MEASURE: names('Unit of measure', '计量单位'),
  UNIT_MULT: names('Unit multiplier', '单位乘数'),
  DECIMALS: names('Decimals', '小数位数'),
  FIGURE_STATUS: names('Status of the figure', '数据状态'),
  VERDICT: names('Verdict', '核对结论'),
  OBS_LOW: names('Lower end, included', '下限（含）'),
  OBS_HIGH: names('Upper end, excluded', '上限（不含）'),
  GAP: names('Reported less computed or implied', '发布值减去计算值或推得值'),
  COMPARED_WITH: names('Period compared with', '对比时期'),
  FLAGS: names('Flags', '标记'),
  READINGS: names('Readings of the figure', '该数据的读法'),
  PRINT: names('Print', '发布版本'),
  PRINTED_VALUE: names('Digits as printed', '原文数字'),
  PRINTED_HIGH: names('Upper end as printed', '原文上限'),
  PRINTED_MULTIPLIER: names('Multiplier as printed', '原文乘数'),
  PRINTED_UNIT: names('Unit as printed', '原文单位'),
  WORDING: names('Wording', '表述方式'),
  QUALIFIER: names('Qualifier', '限定词'),
  FORMULA: names('Formula', '公式'),
  EVENTS: names('Sales counted', '事件数'),
  UNITS: names('Units sold', '件数'),
  LAST_ORDERED_AT: names('Latest order', '最近下单时间'),
  PUBLISHED_AT: names('Published', '发布时间'),
  EVIDENCE_DOCUMENT: names('Document', '文件'),
  EVIDENCE_QUOTE: names('Quote', '原文'),
  EVIDENCE_KIND: names('Kind of evidence', '证据类型'),
  PUBLISHER: names('Publisher', '刊载方'),
  VERSION: names('Version of the state', '状态版本'),
  SEQUENCE: names('Place in the change log', '变更日志序号'),
  KNOWN_AT: names('Known at', '获知时间'),
};
