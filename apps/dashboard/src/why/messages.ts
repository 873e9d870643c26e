import type { Messages } from '../words/languages.ts';

/** ICU messages on the standing of prints. */
export const whyMessages = {
  'standing.by': ['{stands}: {step}', '{stands}：{step}'],
  'standing.chosen': ['stands', '采用'],
  'standing.support': ['repeats the print that stands', '与采用的版本一致'],
  'standing.superseded': ['superseded', '已被取代'],
  'standing.conflict': ['contradicts the one that stands', '与采用的版本矛盾'],
  'standing.corrected': ['corrected: another print takes its place', '已更正：由另一版本取代'],
  'standing.withdrawn': ['withdrawn', '已撤回'],
  'step.alone': ['there is no other print', '没有其他版本'],
  'step.repeat': ['of equal digits the first print counts', '数字相同，以最先公布者为准'],
  'step.narrower': ['of prints that agree the narrower stands', '相符的版本中以区间较窄者为准'],
  'step.status': [
    'the better status goes first, final and revised before preliminary',
    '以状态较优者为准：终值与修订值先于初值',
  ],
  'step.kind': [
    'the official document goes before translations, agencies and reposts',
    '官方文件先于译文、通讯社和转载',
  ],
  'step.publication': ['the later publication goes first', '以较晚发布者为准'],
  'step.fineness': ['the finer digits go first', '以位数较细者为准'],
  'step.identity': ['all else being equal, the order of identities decides', '其他条件相同，按标识顺序'],
  'step.unit': ['it is in another unit', '单位不同'],
  'step.comparison': ['it compares with something else', '比较期不同'],
  'step.unplaced': [
    'nobody knows whether prints without a period speak of one figure, so none is chosen',
    '未注明时期的版本是否为同一数据无从得知，因此不选',
  ],
  'because.conflicts-levels': [
    'The printed rate, {value}, contradicts the levels, which give {other}.',
    '公布的增速（{value}）与按金额计算的增速（{other}）矛盾。',
  ],
  'because.conflicts-others': [
    'The printed number, {value}, contradicts other figures, which give {other}.',
    '公布值（{value}）与其他数据推算的结果（{other}）矛盾。',
  ],
  'because.base-status': [
    'The level is {level}, the base of the year before was {before}: the printed rate implies a base of {base}.',
    '本期金额为{level}，上年基数为{before}：按公布的增速推算，基数为{base}。',
  ],
  'because.base': [
    'The printed rate implies a base of {base}, not the printed one.',
    '按公布的增速推算，基数为{base}，与公布的基数不符。',
  ],
  'because.coverage-break': [
    'What is counted changed between both periods, so the levels do not compare.',
    '两期之间统计口径有变，金额不可比。',
  ],
  'because.agrees': [
    'The printed rate, {value}, is what other figures give, too.',
    '公布值（{value}）与其他数据推算的结果一致。',
  ],
  'because.within-rounding': [
    'Printed as {value}; other figures give the same within rounding.',
    '公布值为{value}，与其他数据在四舍五入误差内一致。',
  ],
  'because.unchecked': [
    'Printed as {value}. Nothing here checks it yet: figures that would are not known.',
    '公布值为{value}，尚无其他数据可供核对。',
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
