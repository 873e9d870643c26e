import type { Messages } from '../words/languages.ts';

/** ICU messages of the search and the filters. */
export const findMessages = {
  'find.title': ['Find', '查找'],
  'find.search': ['Search reporters, places, products …', '搜索发布机构、地区、商品……'],
  'find.found': [
    '{count, plural, =0 {nothing found} one {one match} other {# matches}}',
    '{count, plural, =0 {没有结果} other {#项结果}}',
  ],
  'find.filters': ['Filters', '筛选'],
  'find.all': ['all', '全部'],
  'find.selection': ['Saved selection', '已存选集'],
  'find.not-selected': ['This list is not narrowed by the saved selection.', '此列表不受已存选集限制。'],
  'find.copy': ['Copy link', '复制链接'],
  'find.copied': ['Link copied.', '链接已复制。'],
  'find.clear': ['Clear all', '全部清除'],
  'find.present': ['Counted in what is known now.', '计数以现在已知的数据为准。'],
  'find.remove': ['Remove {name}', '移除{name}'],
  'find.counts': [
    '{states, number} figures in {series, number} series',
    '{series, number}个序列，{states, number}个数据',
  ],
  'find.count': ['{states, number} figures', '{states, number}个数据'],
  'find.nearest': ['no figure of this period; see the nearest', '本期没有数据，可查看最近的时期'],
  'find.more': ['{count, plural, one {one more} other {# more}}: use the search', '还有{count}项，请搜索'],
  'dimension.reporter': ['Reporter', '发布机构'],
  'dimension.area': ['Area', '地区'],
  'dimension.indicator': ['Indicator', '指标'],
  'dimension.coverage': ['Coverage', '统计口径'],
  'dimension.flow': ['Flow', '进出口'],
  'dimension.mode': ['Customs mode', '监管方式'],
  'dimension.product': ['Product', '商品'],
  'dimension.counterpart': ['Partner', '贸易伙伴'],
  'dimension.currency': ['Currency', '货币'],
} as const satisfies Messages;
