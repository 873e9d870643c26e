import type { Messages } from '../words/languages.ts';

/** ICU messages of tables of figures. */
export const tableMessages = {
  'table.title': ['All figures', '全部数据'],
  'table.series': ['What is measured', '统计内容'],
  'table.period': ['Period', '时期'],
  'table.level': ['Level', '金额'],
  'table.growth': ['Growth', '增速'],
  'table.notes': ['Notes', '说明'],
  'table.more': ['Show more', '显示更多'],
  'table.value': ['Value', '数值'],
  'table.low': ['Low', '下限'],
  'table.high': ['High', '上限'],
  'table.unit': ['Unit', '单位'],
  'table.status': ['Status', '状态'],
  'table.until': ['Covers until', '截至'],
  'table.side': ['Basis', '依据'],
  'table.reading': ['Wording read as', '措辞读法'],
  'table.verdict': ['Verdict', '核对'],
} as const satisfies Messages;
