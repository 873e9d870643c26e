import type { Messages } from '../words/languages.ts';

/** ICU messages of the list of conflicts. */
export const conflictMessages = {
  'open.counts': [
    '{gap, plural, =0 {No conflict} one {One conflict} other {# conflicts}}, {prints, plural, =0 {no figure} one {one figure} other {# figures}} with prints that contradict each other, {readings, plural, =0 {no open reading} one {one open reading} other {# open readings}}.',
    '{gap}处矛盾，{prints}个数据有相互矛盾的公布，{readings}处读法未定。',
  ],
  'open.none': [
    'Nothing under this filter conflicts, and no reading is open.',
    '当前筛选范围内没有矛盾，也没有未定的读法。',
  ],
  'open.cut': [
    'The list is not complete; narrow the filters to see what conflicts.',
    '列表不完整，缩小筛选范围可查看矛盾。',
  ],
  'open.order': [
    'Totals that their own parts contradict come first. Then the widest gap: levels, and the levels that two rates make of one base, by how far they are apart.',
    '合计与其各部分相互矛盾的排在最前。其余按差距从大到小排列：金额按相差比例，增速按由同一基数得出的金额的相差比例。',
  ],
  'open.printed': ['Printed', '公布'],
  'open.against': ['Does not meet', '不符于'],
  'open.gap': ['Gap', '差距'],
  'open.why-not': ['Why it cannot be', '为何不成立'],
  'open.who': ['Who says it', '来源'],
  'open.settles': ['What would settle it', '什么可以判定'],
  'open.times': ['exactly {times, number} times', '恰为{times, number}倍'],
  'open.other-print': ['another print', '另一公布版本'],
  'open.excluded-print': ['another print, which its parts exclude', '与各部分不符的另一公布版本'],
  'open.rests': [
    '{count, plural, one {One more figure of the same conflict} other {# more figures of the same conflict}}',
    '同一矛盾涉及的另外{count}个数据',
  ],
  'open.kind.gap': ['conflict', '矛盾'],
  'open.kind.prints': ['prints contradict', '多次公布矛盾'],
  'open.kind.readings': ['reading open', '读法未定'],
  'open.file': ['The conflicts as CSV', '矛盾数据（CSV）'],
  'settle.print': [
    'A later print by {reporter} of {period} from an official document, or a correction that names the print it replaces.',
    '{reporter}在正式文件中对{period}的再次公布，或注明所更正版本的更正。',
  ],
  'settle.parts': [
    'Another print of the total of {period} by {reporter}; its declared parts are all there and make the other number.',
    '{reporter}对{period}总额的再次公布；其登记的各部分均已有数据，合计为另一数值。',
  ],
  'settle.flows': [
    'The total, the exports and the imports of {period} from one document of {reporter}.',
    '{reporter}同一文件中的{period}总额、出口额和进口额。',
  ],
  'settle.periods': [
    'The whole of {period} and its parts from one release of {reporter}.',
    '{reporter}同一次发布中的{period}及其各组成时段的数据。',
  ],
  'settle.rebased': [
    'The level of {period} as {reporter} counted it when it printed the rate of the year after.',
    '{reporter}公布次年增速时所用的{period}金额。',
  ],
  'settle.whole': [
    'The level of the whole in {period} in the same coverage: a part cannot be larger.',
    '同一口径下{period}的总体金额：部分不可能大于总体。',
  ],
  'settle.final-base': [
    'The final level of {base} by {reporter}: the one that is known is preliminary.',
    '{reporter}的{base}金额终值：目前已知的是初值。',
  ],
  'settle.base': ['The level of {base} that {reporter} compared with.', '{reporter}用作比较的{base}金额。'],
  'settle.level': ['The level of {period} by {reporter}.', '{reporter}的{period}金额。'],
  'settle.levels': [
    'The levels of {period} and of {base} by {reporter}.',
    '{reporter}的{period}和{base}金额。',
  ],
  'settle.rates': [
    'The levels of exports and imports of {period} and of {base} by {reporter}: the printed rates cannot all hold.',
    '{reporter}的{period}和{base}进出口金额：公布的各项增速不可能同时成立。',
  ],
  'settle.parts-and-whole': [
    'The levels of the part and of the whole in {period} by {reporter}.',
    '{reporter}的{period}部分金额和总体金额。',
  ],
  'settle.comparison': [
    'A print by {reporter} that says what {period} is compared with.',
    '{reporter}注明{period}与何时相比的公布。',
  ],
  'settle.period': [
    'A print by {reporter} that says which period it speaks of.',
    '{reporter}注明所指时期的公布。',
  ],
} as const satisfies Messages;
