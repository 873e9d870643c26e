import { codelist, codesWith, type CodeOf } from './codelist.ts';

const agrees = { en: 'agrees', zh: '一致' };
const withinRounding = { en: 'agrees within rounding', zh: '在舍入范围内一致' };
const conflicts = { en: 'conflicts', zh: '矛盾', contradicts: true, isDoubtful: true } as const;
const notComparable = { en: 'not comparable', zh: '不可比' };
const unchecked = { en: 'unchecked', zh: '未核对' };

/** How the sides of one figure agree. */
export const VERDICTS = codelist({
  agrees,
  'within-rounding': withinRounding,
  conflicts,
  'not-comparable': notComparable,
  unchecked,
});
export type Verdict = CodeOf<typeof VERDICTS>;

/**
 * What is told of a number that something checks, the gravest first. `contradicts`: something says otherwise;
 * `isDoubtful`: nobody may lead with the number while another is known.
 */
const CHECKED_VERDICTS = codelist({
  excluded: { en: 'its parts exclude it', zh: '与其各部分不符', contradicts: true, isDoubtful: true },
  conflicts,
  'one-of-several-prints': {
    en: 'another print says otherwise',
    zh: '另有公布与之不同',
    contradicts: true,
    isDoubtful: true,
  },
  'reading-ambiguous': { en: 'can be read in several ways', zh: '可有多种解读' },
  partial: { en: 'of a part of the period', zh: '仅覆盖部分时期', isDoubtful: true },
  'not-comparable': notComparable,
  'within-rounding': withinRounding,
  agrees,
});

/** What is told of a printed or worked-out number. */
export const FIGURE_VERDICTS = codelist({ ...CHECKED_VERDICTS.entries, unchecked });
export type FigureVerdict = CodeOf<typeof FIGURE_VERDICTS>;

/** Verdicts that say that something contradicts a number. */
export const CONTRADICTED: ReadonlySet<FigureVerdict> = new Set(codesWith(CHECKED_VERDICTS, 'contradicts'));

/** Verdicts on numbers that nobody may lead with while another is known. */
export const DOUBTFUL: ReadonlySet<FigureVerdict> = new Set(codesWith(CHECKED_VERDICTS, 'isDoubtful'));

/** What a number of a text can be to a figure that it is held against. */
export const OBSERVED_VERDICTS = codelist({
  ...CHECKED_VERDICTS.entries,
  superseded: { en: 'superseded', zh: '已被取代' },
  'own-text-only': { en: 'said by this text alone', zh: '仅见于本文' },
});

const unequalPeriods = { en: 'compares periods of unequal length', zh: '比较的时期长度不同' };
const causeClaimed = { en: 'claims a cause', zh: '断言因果' };

/** What a finding says of its place in a text. */
export const DRAFT_VERDICTS = codelist({
  ...OBSERVED_VERDICTS.entries,
  unknown: { en: 'nothing known', zh: '无已知数据' },
  'unequal-periods': unequalPeriods,
  'cause-claimed': causeClaimed,
  opinion: { en: 'words of a speaker, not judged', zh: '引述观点，不作判断' },
  unread: { en: 'not read', zh: '未识别' },
});

/** What else is to be known of a number of a text. */
export const DRAFT_MARKS = codelist({
  'cause-claimed': { en: 'its sentence claims a cause', zh: '所在句断言因果' },
  'unequal-periods': { en: 'its sentence compares unequal periods', zh: '所在句比较不等长时期' },
  'one-of-readings': { en: 'one of several readings of the source', zh: '来源的多种解读之一' },
  'partly-named': { en: 'the figure is narrower than the words', zh: '该数据的范围比文字更窄' },
  carried: { en: 'place or period from a sentence before', zh: '地区或时期取自前文' },
  'year-not-stated': { en: 'no year is stated', zh: '未注明年份' },
  'known-in-conflict': { en: 'the known figure is in conflict itself', zh: '已知数据本身存在矛盾' },
});

/** Why a number of a text is not judged. */
export const DRAFT_REASONS = codelist({
  'no-unit': { en: 'a number without a unit', zh: '数字没有单位' },
  'name-or-code': { en: 'part of a name or code', zh: '属于名称或代码' },
  'too-long': { en: 'too many digits', zh: '数字过长' },
  'no-period': { en: 'no period is named', zh: '未写明时期' },
  'nothing-named': { en: 'no place or source is named', zh: '未写明地区或来源' },
  'no-figure': { en: 'there is no such figure', zh: '没有相应数据' },
  'too-many': { en: 'beyond the first 500 numbers', zh: '超出前500个数字' },
  'in-words': { en: 'words without an exact number', zh: '文字表述，没有确切数字' },
  record: { en: 'whether it is a record is not known', zh: '是否创纪录无从核对' },
});
