import { type BothNames, MEASURES, SIDES } from '@silkgauge/codelists';
import { WORDS, type RegisteredCode } from '@silkgauge/contract';
import { COMPARISONS } from '@silkgauge/growth';
import type { Component } from './components.ts';

/** The names of a code of a component. */
export type NameOf = (component: Component, code: string) => BothNames;

type Names = Readonly<Record<string, BothNames>>;

const names = (en: string, zh: string): BothNames => ({ en, zh });

const words = (codes: readonly RegisteredCode[]): Names =>
  Object.fromEntries(codes.map(({ code, en, zh }) => [code, { en, zh }]));

const NUMERALS =
  'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen'.split(' ');

/** A share, a contribution, a gap or a change: its name in upper case. */
export const measureCode = (measure: string): string => measure.toUpperCase();

const otherMeasures: Names = Object.fromEntries(
  Object.entries(MEASURES.entries).map(([measure, both]) => [measureCode(measure), both]),
);

const comparisons: Names = Object.fromEntries(
  COMPARISONS.map(({ key, words: { en, zh } }) => [key, names(`growth ${en}`, `${zh}增速`)]),
);

/** Names of codes that are the same for everybody. */
const KNOWN: Readonly<Partial<Record<Component, Names>>> = {
  FREQ: {
    A: names('Annual', '年度'),
    S: names('Half-yearly', '半年度'),
    Q: names('Quarterly', '季度'),
    M: names('Monthly', '月度'),
    W: names('Weekly', '每周'),
    D: names('Daily', '每日'),
    _O: names('Other', '其他'),
    _U: names('Unspecified', '未注明'),
  },
  TRANSFORMATION: {
    ...otherMeasures,
    ...comparisons,
    N: names('level, not transformed', '水平值（未变换）'),
    G_U: names('growth, comparison not stated', '增速（未注明比较期）'),
  },
  BASIS: Object.fromEntries(
    Object.entries(SIDES.entries).map(([side, { basis }]) => [side.toUpperCase(), basis]),
  ),
  READING: {
    _Z: names('the figure itself', '数据本身'),
    'UP-BY-TIMES': names('read as up by so many times', '读作增长若干倍'),
    'TO-TIMES': names('read as to so many times', '读作增长到若干倍'),
  },
  OBS_STATUS: {
    A: names('Normal value', '正常值'),
    B: names('Time series break', '时间序列中断'),
    F: names('Forecast value', '预测值'),
    L: names('Missing value; data exist but were not collected', '缺失值；数据存在但未收集'),
    M: names('Missing value; data cannot exist', '缺失值；数据不可能存在'),
    O: names('Missing value', '缺失值'),
    P: names('Provisional value', '暂定值'),
    Q: names('Missing value; suppressed', '缺失值；不予公布'),
    R: names('Seriously revised value', '重大修订值'),
    _U: names('Unspecified', '未注明'),
  },
  CONF_STATUS: {
    F: names('Free (free for publication)', '可公开'),
    C: names('Confidential statistical information', '保密统计信息'),
  },
  UNIT_MULT: { '0': names('Units', '个') },
  DECIMALS: Object.fromEntries(NUMERALS.map((name, digits) => [digits, names(name, String(digits))])),
  UNIT_MEASURE: words(WORDS.unit),
  FIGURE_STATUS: words(WORDS.status),
  VERDICT: words(WORDS.verdict),
  EVIDENCE_KIND: words(WORDS['evidence-kind']),
};

/** Growth on a period, `G-2018-S1`. */
function namedPeriod(code: string): BothNames | undefined {
  if (!code.startsWith('G-')) return undefined;
  const period = code.slice(2).replace('_', '/');
  return names(`growth on ${period}`, `较 ${period} 增速`);
}

function namedPrint(code: string): BothNames | undefined {
  return code.startsWith('P-') ? names(`print ${code.slice(2)}`, `发布版本 ${code.slice(2)}`) : undefined;
}

function known(component: Component, code: string): BothNames | undefined {
  const list = KNOWN[component];
  if (list && Object.hasOwn(list, code)) return list[code];
  if (component === 'TRANSFORMATION') return namedPeriod(code);
  return component === 'READING' ? namedPrint(code) : undefined;
}

/**
 * Names of all codes: those that are the same for everybody, else those of a register, else the code itself.
 * @param registered the names in the registers of codes; undefined where none has the code.
 */
export const namesOf =
  (registered: (component: Component, code: string) => BothNames | undefined): NameOf =>
  (component, code) =>
    known(component, code) ?? registered(component, code) ?? { en: code, zh: code };
