import type { Messages } from '../words/languages.ts';

/** ICU messages of the first sentence of the drawer. */
export const reasonMessages = {
  'because.conflicts-levels': [
    'The printed rate, {value}, contradicts the levels, which give {other}.',
    '公布的增速（{value}）与按金额计算的增速（{other}）矛盾。',
  ],
  'because.conflicts-others': [
    'The printed number, {value}, contradicts other figures, which give {other}.',
    '公布值（{value}）与其他数据推算的结果（{other}）矛盾。',
  ],
  'because.conflicts-parts': [
    'The printed level, {value}, contradicts the sum of its parts, {other}.',
    '公布的金额（{value}）与各部分之和（{other}）矛盾。',
  ],
  'because.infeasible': [
    'Printed as {value}. The printed rates of exports, imports and their total cannot all hold, whatever the shares of the two.',
    '公布值为{value}。无论进出口占比如何，公布的出口、进口与总额增速都不能同时成立。',
  ],
  'because.above-whole': [
    'The printed level, {value}, is above that of {whole}, of which it is a part.',
    '公布的金额（{value}）高于{whole}，而前者只是后者的一部分。',
  ],
  'because.rests-on-conflict': [
    'Printed as {value}. What checks it rests on {count, plural, =0 {levels in conflict} one {a level in conflict: {levels}} other {levels in conflict: {levels}}}.',
    '公布值为{value}。核对所依据的金额存在矛盾{count, plural, =0 {} other {：{levels}}}。',
  ],
  'because.rests-unprinted': [
    'Nobody printed this number, and it rests on {count, plural, =0 {levels in conflict} one {a level in conflict: {levels}} other {levels in conflict: {levels}}}.',
    '未见公布，所依据的金额存在矛盾{count, plural, =0 {} other {：{levels}}}。',
  ],
  'because.more-levels': [' …', '等'],
  'because.base-status': [
    'The level is {level}, the base of the year before was {before}: the printed rate implies a base of {base}.',
    '本期金额为{level}，上年基数为{before}：按公布的增速推算，基数为{base}。',
  ],
  'because.base': [
    'The printed rate implies a base of {base}, not the one known here.',
    '按公布的增速推算，基数为{base}，与此处已知的基数不符。',
  ],
  'because.coverage-break': [
    'What is counted changed between both periods, so the levels do not compare.',
    '两期之间统计口径有变，金额不可比。',
  ],
  'because.small-base': [
    'The base is zero, negative or too small for a rate, so none is worked out from the levels.',
    '基数为零、为负或过小，因此不按金额计算增速。',
  ],
  'because.agrees': [
    'The printed number, {value}, is what other figures give, too.',
    '公布值（{value}）与其他数据推算的结果一致。',
  ],
  'because.within-rounding': [
    'Printed as {value}; other figures give the same within rounding.',
    '公布值为{value}，与其他数据在舍入范围内一致。',
  ],
  'because.unchecked': [
    'Printed as {value}. Nothing here checks it yet: figures that would are not known.',
    '公布值为{value}，尚无其他数据可供核对。',
  ],
  'because.excluded': ['Printed as {value}, which cannot be: {proof}.', '公布值为{value}，不成立：{proof}。'],
  'because.other-print': [
    'Printed as {value}. Another print says {other} ({by}).',
    '公布值为{value}。另有公布为{other}（{by}）。',
  ],
  'because.excludes-other': [
    'Printed as {value}. Another print, by {by}, says {other}, which cannot be: {proof}.',
    '公布值为{value}。{by}刊为{other}，不成立：{proof}。',
  ],
  'because.not-comparable': [
    'Printed as {value}; it cannot be compared with the other figures here.',
    '公布值为{value}，与此处其他数据不可比。',
  ],
  'because.readings': [
    'The wording can mean {value}, and no other figure settles which.',
    '原文可理解为{value}，尚无其他数据可以判定。',
  ],
  'because.computed': [
    'Nobody printed this number: it is worked out from the printed figures below.',
    '未见公布，由下列公布数据计算得出。',
  ],
  'because.implied': [
    'Nobody printed this number: it follows from other figures.',
    '未见公布，由其他数据推算得出。',
  ],
  'because.forecast': ['A forecast: nothing is measured of this period yet.', '预测值：本期尚无实际数据。'],
  'because.sales': [
    '{count, plural, one {The amount of one sale.} other {The exact sum of # sales.}}',
    '{count, plural, other {#笔销售的精确合计。}}',
  ],
  'because.absent': ['The reporter gives no number: {why}.', '发布机构未提供数据：{why}。'],
} as const satisfies Messages;
