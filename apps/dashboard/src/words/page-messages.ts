import type { Messages } from './languages.ts';

/** ICU messages of the page as a whole, and words of every part. */
export const pageMessages = {
  'page.title': ['Silkgauge', 'Silkgauge'],
  'page.claim': ['Growth of cross-border e-commerce, exact and traceable', '跨境电商增长数据，精确可溯源'],
  'page.bulletins': ['Bulletins', '简报'],
  'page.alerts': ['Alerts', '预警'],
  'page.releases': ['Releases', '发布日程'],
  'page.skip': ['Skip to the figures', '跳到数据'],
  'page.unread': [
    'The address has parts that mean nothing here: {parts}. They were left out.',
    '网址中有无法识别的部分：{parts}。已忽略。',
  ],
  'page.trouble': ['This could not be read: {why}', '读取失败：{why}'],
  'page.offline': [
    'The server does not answer. It is asked again when the connection is back.',
    '服务器没有应答，连接恢复后将再次读取。',
  ],
  'page.again': ['Try again', '重试'],
  'page.away': ['The server does not answer yet.', '服务器暂无响应。'],
  'page.loading': ['Reading …', '读取中……'],
  'page.nothing': [
    'No figure fits this choice. Take a filter away to see more.',
    '没有符合条件的数据，请减少筛选条件。',
  ],
  'word.or': ['or', '或'],
  'word.comma': [', ', '、'],
  'word.stop': ['. ', '。'],
  'word.clause': [', ', '，'],
  'word.colon': [': ', '：'],
  'word.semicolon': ['; ', '；'],
  'word.others': ['and {count, plural, one {one other} other {# others}}', '及其他{count, number}种'],
  'word.close': ['Close', '关闭'],
  'word.none': ['none', '无'],
} as const satisfies Messages;
