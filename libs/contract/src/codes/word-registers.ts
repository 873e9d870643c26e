import {
  CHANGE_REASONS,
  COUNT_UNITS,
  EVIDENCE_KINDS,
  FLAGS,
  MEASURES,
  OBSERVATION_STATUSES,
  QUALIFIERS,
  RELATIVE_UNITS,
  SOURCE_KINDS,
  VERDICTS,
  WORDINGS,
  type Codelist,
  type NamePair,
} from '@silkgauge/codelists';
import { COMPARISONS, FORMULAS, NOT_STATED } from '@silkgauge/growth';
import { REFUSAL_RULES } from './refusal-rules.ts';
import type { RegisteredCode } from './registers.ts';

/** Registers of words, with their names. */
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
} as const satisfies Readonly<Record<string, NamePair>>;
export type WordRegister = keyof typeof WORD_REGISTERS;

/** The codes of a list, all of one kind. */
const listed = (kind: string, { entries }: Codelist): RegisteredCode[] =>
  Object.entries(entries).map(([code, { en, zh, also = [] }]) => ({ code, kind, en, zh, also }));

/** Codes of each register of words, in the order of its list. */
export const WORDS: Readonly<Record<WordRegister, readonly RegisteredCode[]>> = {
  unit: [...listed('relative', RELATIVE_UNITS), ...listed('count', COUNT_UNITS)],
  status: listed('status', OBSERVATION_STATUSES),
  flag: listed('flag', FLAGS),
  verdict: listed('verdict', VERDICTS),
  reason: listed('reason', CHANGE_REASONS),
  'evidence-kind': listed('evidence-kind', EVIDENCE_KINDS),
  'reporter-kind': listed('reporter-kind', SOURCE_KINDS),
  formula: FORMULAS.map(({ name, meaning, expression }) => ({
    ...{ code: name, kind: 'formula', en: meaning.en, zh: meaning.zh },
    also: [expression],
  })),
  rule: Object.entries(REFUSAL_RULES).flatMap(([kind, rules]) =>
    Object.entries(rules).map(([code, [en, zh]]) => ({ code, kind, en, zh, also: [] })),
  ),
  measure: listed('measure', MEASURES),
  comparison: [
    ...COMPARISONS.map(({ key, words }) => ({ code: key, kind: 'comparison', ...words, also: [] })),
    { code: NOT_STATED, kind: 'comparison', en: 'comparison not stated', zh: '未注明比较期', also: [] },
  ],
  wording: listed('wording', WORDINGS),
  qualifier: listed('qualifier', QUALIFIERS),
};
