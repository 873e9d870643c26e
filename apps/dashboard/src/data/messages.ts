import type { Messages } from '../words/languages.ts';

/** ICU messages of the panel that leads to the figures for programs. */
export const dataMessages = {
  'data.title': ['Data', '数据获取'],
  'data.about': [
    'The figures on this page, for other programs: with the same filters, period and date.',
    '供其他程序使用的本页数据，筛选条件、时期与日期均与本页相同。',
  ],
  'data.sdmx': ['SDMX query', 'SDMX 查询'],
  'data.no-sdmx': ['A saved selection has no SDMX query.', '已存选集没有对应的 SDMX 查询。'],
  'data.read': ['Read with', '读取工具'],
  'data.code': ['Lines for {reader}', '{reader} 代码'],
  'data.copy': ['Copy', '复制'],
  'data.copied': ['Copied.', '已复制。'],
  'data.select': ['Copying is not allowed here: select the lines.', '此处无法复制，请选中代码。'],
  'data.key': ['The key is read from {variable}.', '密钥取自 {variable}。'],
} as const satisfies Messages;
