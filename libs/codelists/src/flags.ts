import { codelist, codesWith, type CodeOf } from './codelist.ts';

/**
 * What a reader of a state has to know before using its numbers, in the order of a state. `isConflict`: numbers do not
 * meet. `note`: how a bulletin says it behind a number.
 */
export const FLAGS = codelist({
  'ambiguous-wording': {
    en: 'ambiguous wording',
    zh: '措辞有歧义',
    means: {
      en: 'The wording can be read in two ways; each reading is given.',
      zh: '措辞可有两种理解，两种都列出。',
    },
  },
  'unknown-comparison': {
    en: 'comparison not stated',
    zh: '未注明比较期',
    means: { en: 'The source does not say what it compares with.', zh: '来源没有说明与何时相比。' },
  },
  'unknown-period': {
    en: 'period not stated',
    zh: '未注明时期',
    means: { en: 'The source does not say which period it speaks of.', zh: '来源没有说明是哪一时期。' },
  },
  'coverage-break': {
    en: 'coverage changed',
    zh: '口径变化',
    means: {
      en: 'What is counted changed, as the numbers show or the reporter says, so these numbers cannot be compared.',
      zh: '数据显示或发布方说明统计口径发生变化，这些数字不可比。',
    },
    note: { en: 'what is counted has changed in between', zh: '其间统计口径有变' },
  },
  'calendar-effect': {
    en: 'New Year effect',
    zh: '春节效应',
    means: {
      en: 'The Chinese New Year moves between January and February.',
      zh: '春节在一月和二月之间移动。',
    },
    note: { en: 'the date of the Spring Festival differs from year to year', zh: '春节日期逐年不同' },
  },
  'small-base': {
    en: 'small base',
    zh: '基数过小',
    means: {
      en: 'The base is zero, negative or too small for a rate of growth.',
      zh: '基数为零、为负或过小，不宜计算增速。',
    },
    note: { en: 'the base is so small that its growth says little', zh: '基数过小，增速参考意义有限' },
  },
  'partial-period': {
    en: 'part of a period',
    zh: '部分时期',
    means: {
      en: 'The period still runs, or parts of the sum are missing.',
      zh: '时期尚未结束，或合计缺少部分数据。',
    },
    note: { en: 'the period is not complete', zh: '该时期的数据尚不完整' },
  },
  'implied-base-differs': {
    en: 'implied base differs',
    zh: '推算基数不符',
    means: {
      en: 'What the growth implies about the base is not what was printed for it.',
      zh: '由增速推算的基数与公布的基数不同。',
    },
    isConflict: true,
  },
  'part-above-whole': {
    en: 'part above whole',
    zh: '部分大于总体',
    means: { en: 'A part is larger than the whole it belongs to.', zh: '某一部分大于其所属总体。' },
    isConflict: true,
  },
  'infeasible-parts': {
    en: 'parts do not fit',
    zh: '部分与总体不合',
    means: {
      en: 'No shares exist for which the rates of the parts give that of the whole.',
      zh: '不存在能使各部分增速得出总体增速的占比。',
    },
    isConflict: true,
  },
  undetermined: {
    en: 'share left open',
    zh: '占比无法确定',
    means: {
      en: 'Exports and imports grew alike within rounding, so their shares do not follow from the rates.',
      zh: '进出口增速在舍入范围内相同，无法由增速推算占比。',
    },
  },
  'conflicting-prints': {
    en: 'prints conflict',
    zh: '各次发布相互矛盾',
    means: {
      en: 'Prints of this one figure contradict each other.',
      zh: '同一数据的多个公布版本相互矛盾。',
    },
    isConflict: true,
  },
  'excluded-print': {
    en: 'print excluded by its parts',
    zh: '与各部分不符的数字',
    means: {
      en: 'The printed level is further from the sum of its printed parts than any of them is large.',
      zh: '公布的数额与其各部分之和相差超过任一部分。',
    },
  },
});
export type Flag = CodeOf<typeof FLAGS>;

/** Flags that say that numbers do not meet. */
export const CONFLICT_FLAGS = codesWith(FLAGS, 'isConflict');

/** Flags that a bulletin says behind a number, in the order in which it says them. */
export const NOTED_FLAGS = [
  'calendar-effect',
  'partial-period',
  'coverage-break',
  'small-base',
] as const satisfies readonly Flag[];
