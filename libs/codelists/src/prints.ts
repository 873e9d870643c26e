import { codelist, type CodeOf } from './codelist.ts';

/** Kind of a document, the most authoritative first. */
export const EVIDENCE_KINDS = codelist({
  official: { en: 'official document', zh: '官方文件' },
  translation: { en: 'translation', zh: '译文' },
  agency: { en: 'news agency', zh: '通讯社' },
  repost: { en: 'repost', zh: '转载' },
});
export type EvidenceKind = CodeOf<typeof EVIDENCE_KINDS>;

/** How a change was worded. */
export const WORDINGS = codelist({
  percent: { en: 'percent', zh: '百分比' },
  'up-by-times': { en: 'up by so many times', zh: '增长若干倍' },
  'to-times': { en: 'to so many times', zh: '增长到若干倍' },
  fold: { en: 'so many fold', zh: '若干倍于' },
  'ambiguous-times': { en: 'times that can be read both ways', zh: '可作两种理解的倍数' },
  points: { en: 'percentage points', zh: '百分点' },
});
export type Wording = CodeOf<typeof WORDINGS>;

/** How exact a print says that its digits are. */
export const QUALIFIERS = codelist({
  exact: { en: 'exact', zh: '确切' },
  about: { en: 'about', zh: '约' },
  over: { en: 'over', zh: '超过' },
  under: { en: 'under', zh: '不足' },
  range: { en: 'a range', zh: '区间' },
});
export type Qualifier = CodeOf<typeof QUALIFIERS>;

/** Why a reporter gives no number. */
export const ABSENCES = codelist({
  'not-collected': { en: 'not collected', zh: '未统计' },
  'not-applicable': { en: 'not applicable', zh: '不适用' },
  confidential: { en: 'confidential', zh: '保密' },
  suppressed: { en: 'not disclosed', zh: '不予公布' },
});
export type Absence = CodeOf<typeof ABSENCES>;
