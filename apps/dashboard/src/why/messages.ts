import type { Messages } from '../words/languages.ts';

/** ICU messages of the drawer. */
export const whyMessages = {
  'why.title': ['Why this number', '数字从何而来'],
  'why.loading': ['Reading where it came from …', '正在读取来源……'],
  'why.gaps': ['What does not meet', '互不相符之处'],
  'why.gaps-behind': ['It rests on levels in conflict:', '所依据的金额存在矛盾：'],
  'why.gap-open': ['it does not meet {side}', '与{side}值不符'],
  'why.formula': ['How it was worked out', '计算过程'],
  'why.not-recomputed': [
    'What is kept of the events does not give this version again, so how it was worked out is not told.',
    '留存的事件无法再次得出这一版本，因此不说明计算过程。',
  ],
  'why.prints': ['Prints of this figure', '这一数据的公布版本'],
  'why.print-behind': ['Prints it rests on', '所依据的公布数据'],
  'why.document': ['Document', '文件'],
  'why.event': ['Event', '事件'],
  'why.place': ['{topic}, partition {partition}, offset {offset}', '{topic}，分区{partition}，位移{offset}'],
  'why.published': ['published {day}', '{day}发布'],
  'why.break': ['From this period on: {what}', '自本期起：{what}'],
  'why.no-quote': ['The event carries no quote.', '事件没有附原文。'],
  'why.sales': [
    '{events} sales of {units} units, folded exactly; they stand at',
    '{events}笔销售、{units}件，精确汇总；位于',
  ],
  'why.last': ['The latest was ordered {instant}.', '最近一笔下单于{instant}。'],
  'why.range': [
    '{topic}, partition {partition}, offsets {from} to {to} ({events})',
    '{topic}，分区{partition}，位移{from}至{to}（{events}笔）',
  ],
  'why.history': ['What was known when', '何时知道什么'],
  'why.vintages': ['By day of publication', '按发布日'],
  'why.versions': ['By version served here', '按本站版本'],
  'why.heat': ['Revisions', '修订'],
  'why.heat-caption': [
    'Each row a publication, each column a measure; the darker, the further from the value that stands now.',
    '每行为一次发布，每列为一个度量；颜色越深，与现值相差越大。',
  ],
  'why.version': ['version', '版本'],
  'why.links': ['As JSON:', 'JSON：'],
  'why.notices': ['Policy notices in force', '有效的政策公告'],
  'why.programme': [
    '{notice} and what carries it further: {count, number} notices',
    '{notice}及其后续公告：{count, number}项',
  ],
  'why.extends': ['carries {notice} further', '延续{notice}'],
  'why.part': ['in part', '部分适用'],
} as const satisfies Messages;
