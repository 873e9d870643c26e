import type { Messages } from '../words/languages.ts';

/** ICU messages on the flags of figures. */
export const flagMessages = {
  'flag.ambiguous-wording': ['ambiguous wording', '措辞有歧义'],
  'flag.ambiguous-wording.means': [
    'The wording can be read in two ways; each reading is given.',
    '措辞可有两种理解，两种都列出。',
  ],
  'flag.unknown-comparison': ['comparison not stated', '未注明比较期'],
  'flag.unknown-comparison.means': [
    'The source does not say what it compares with.',
    '来源没有说明与何时相比。',
  ],
  'flag.unknown-period': ['period not stated', '未注明时期'],
  'flag.unknown-period.means': [
    'The source does not say which period it speaks of.',
    '来源没有说明是哪一时期。',
  ],
  'flag.coverage-break': ['coverage changed', '口径变化'],
  'flag.coverage-break.means': [
    'What is counted changed, as the numbers show or the reporter says, so these numbers cannot be compared.',
    '数据显示或发布方说明统计口径发生变化，这些数字不可比。',
  ],
  'flag.calendar-effect': ['New Year effect', '春节效应'],
  'flag.calendar-effect.means': [
    'The Chinese New Year moves between January and February.',
    '春节在一月和二月之间移动。',
  ],
  'flag.small-base': ['small base', '基数过小'],
  'flag.small-base.means': [
    'The base is zero, negative or too small for a rate of growth.',
    '基数为零、为负或过小，不宜计算增速。',
  ],
  'flag.partial-period': ['part of a period', '部分时期'],
  'flag.partial-period.means': [
    'The period still runs, or parts of the sum are missing.',
    '时期尚未结束，或合计缺少部分数据。',
  ],
  'flag.implied-base-differs': ['implied base differs', '推算基数不符'],
  'flag.implied-base-differs.means': [
    'What the growth implies about the base is not what was printed for it.',
    '由增速推算的基数与公布的基数不同。',
  ],
  'flag.part-above-whole': ['part above whole', '部分大于总体'],
  'flag.part-above-whole.means': [
    'A part is larger than the whole it belongs to.',
    '某一部分大于其所属总体。',
  ],
  'flag.infeasible-parts': ['parts do not fit', '部分与总体不合'],
  'flag.infeasible-parts.means': [
    'No shares exist for which the rates of the parts give that of the whole.',
    '不存在能使各部分增速得出总体增速的占比。',
  ],
  'flag.undetermined': ['share left open', '占比无法确定'],
  'flag.undetermined.means': [
    'Exports and imports grew alike within rounding, so their shares do not follow from the rates.',
    '进出口增速在舍入范围内相同，无法由增速推算占比。',
  ],
  'flag.conflicting-prints': ['prints conflict', '各次发布相互矛盾'],
  'flag.conflicting-prints.means': [
    'Prints of this one figure contradict each other.',
    '同一数据的多个公布版本相互矛盾。',
  ],
  'flag.excluded-print': ['print excluded by its parts', '与各部分不符的数字'],
  'flag.excluded-print.means': [
    'The printed level is further from the sum of its printed parts than any of them is large.',
    '公布的数额与其各部分之和相差超过任一部分。',
  ],
} as const satisfies Messages;
