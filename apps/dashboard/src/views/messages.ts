import type { Messages } from '../words/languages.ts';

/** ICU messages of the views. */
export const viewMessages = {
  'view.title': ['Charts', '图表'],
  'view.compare.together': ['All {count, number} shown add up to {sum}.', '所示{count, number}项合计{sum}。'],
  'view.compare.together-part': [
    'All {count, number} shown add up to {sum} to {day}.',
    '截至{day}，所示{count, number}项合计{sum}。',
  ],
  'view.contributions.of': [
    'What added how many points to the growth of the whole in {period}?',
    '{period}各部分拉动总体增长几个百分点？',
  ],
  'view.contributions.none': [
    'Contributions are known where a source prints them, or the levels of a part and of its whole in both years: none here.',
    '仅在来源公布拉动数据，或部分与总体两年金额均已知时才有拉动数据：此处没有。',
  ],
  'view.contributions.worked': [
    'Worked out here: the change of each part over the level of the whole a year before.',
    '由本站计算：各部分的变化除以总体上年金额。',
  ],
  'view.contributions.rest': [
    'The parts shown leave {rest} of the growth of the whole.',
    '所示各部分之外，总体增长尚余{rest}。',
  ],
  'view.contributions.untold': [
    '{count, plural, one {One part has} other {# parts have}} no level in both years.',
    '{count}个部分缺少两年金额。',
  ],
  'view.contributions.summed': [
    'The whole is the sum of its parts, as its printed level is in conflict with them.',
    '总体取各部分之和，因其公布的金额与各部分矛盾。',
  ],
  'view.contributions.compare': ['Compare how the parts grew', '比较各部分的增速'],
  'view.elsewhere': [
    '{period} is of another length, so it is not drawn here.',
    '{period}的时期长度不同，未在此图中绘出。',
  ],
  'view.elsewhere.show': ['Show {frequency}', '显示{frequency}数据'],
  'view.by': ['Break down by', '分组'],
  'view.measure': ['Measure', '度量'],
  'view.frequency': ['Periods', '周期'],
  'view.base': ['Base', '基期'],
  'view.other-periods': [
    'Not ranked with them, as their periods are of other lengths or not stated:',
    '以下数据时期长度不同或未注明，不参与排序：',
  ],
  'view.too-many': [
    'The first {count, number} figures of the list; narrow the filters to see others.',
    '仅为列表的前{count, number}个数据，缩小筛选范围可查看其他数据。',
  ],
  'view.policies': ['Include policies for a part of this series', '包括仅涉及部分的政策'],
  'frequency.A': ['years', '年'],
  'frequency.S': ['half-years', '半年'],
  'frequency.Q': ['quarters', '季度'],
  'frequency.M': ['months', '月'],
  'frequency.W': ['weeks', '周'],
  'frequency.D': ['days', '日'],
  'frequency.part': ['other spans', '其他时段'],
} as const satisfies Messages;
