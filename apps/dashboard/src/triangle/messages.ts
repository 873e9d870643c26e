import type { Messages } from '../words/languages.ts';

/** ICU messages of the revision triangle. */
export const triangleMessages = {
  'triangle.print': [
    '{number, selectordinal, =1 {earliest print held} one {#st print held} two {#nd print held} few {#rd print held} other {#th print held}}',
    '{number, selectordinal, =1 {现存最早公布值} other {现存第{number}次公布值}}',
  ],
  'triangle.number': ['Print', '次序'],
  'triangle.repeats': [
    'A column for each print with other digits than the one before; prints that repeat them make none. Change: growth in points, levels in their unit.',
    '每次数字变动占一列，重复前次数字的公布不计。变动：增速以百分点计，金额以其单位计。',
  ],
  'triangle.now': [
    'Prints are told by what is known now; the page as served at an instant has no such list.',
    '历次公布按现在已知的数据列出，不随所选时刻变化。',
  ],
  'triangle.cut': [
    'Only the earliest {count, number} publications held of each period.',
    '每个时期仅列出现存最早的{count, number}次发布。',
  ],
  'triangle.change': ['Change', '变动'],
  'triangle.published': ['Published', '发布日'],
} as const satisfies Messages;
