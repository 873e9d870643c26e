import type { Messages } from '../words/languages.ts';

/** ICU messages of the headline. */
export const answerMessages = {
  'answer.title': ['The answer', '结论'],
  'answer.period': ['Period', '时期'],
  'answer.total': ['Total', '总额'],
  'answer.exports': ['Exports', '出口'],
  'answer.imports': ['Imports', '进口'],
  'answer.nothing': ['Nothing was published for {period}.', '没有公布{period}的数据。'],
  'answer.nearest': ['Nearest:', '最接近的是：'],
  'answer.none': ['not reported for this period', '本期未发布'],
  'answer.why': ['Why this number', '数字从何而来'],
  'answer.level': ['Level', '金额'],
  'answer.vintage': [
    '{count, plural, one {first version} other {version #}}',
    '{count, plural, =1 {第一版} other {第#版}}',
  ],
  'answer.unchanged': ['digits unchanged since {instant}', '数字自{instant}起未变'],
  'answer.final': ['final figure promised for {instant}', '终值预定于{instant}发布'],
  'answer.two-year-average': [
    'two-year average, without the small base (JSON)',
    '两年平均增速，不用过小的基数（JSON）',
  ],
  'answer.digits': [
    '{count, plural, one {first version of digits} other {version # of digits}}',
    '{count, plural, =1 {数字第一版} other {数字第#版}}',
  ],
  'answer.digits-least': ['at least version {count, number} of digits', '数字至少第{count, number}版'],
  'answer.published': ['as published by {day}', '截至{day}已发布'],
  'answer.age': [
    'period ended {days, plural, =0 {today} one {yesterday} other {# days ago}}',
    '{days, plural, =0 {期末为今天} other {期末距今#天}}',
  ],
  'answer.running': ['period still runs', '时期尚未结束'],
  'meaning.slower-but-more': [
    '{flow} grew slower than {other, select, Imports {imports} Exports {exports} other {{other}}} but added more: {part} of the {whole} points.',
    '{flow}增速低于{other}，但拉动更大：整体增长{whole}%，其中拉动{part}个百分点。',
  ],
  'meaning.faster-and-more': [
    '{flow} grew faster than {other, select, Imports {imports} Exports {exports} other {{other}}} and added more: {part} of the {whole} points.',
    '{flow}增速高于{other}，拉动也更大：整体增长{whole}%，其中拉动{part}个百分点。',
  ],
  'meaning.added': [
    '{flow} added more: {part} of the {whole} points.',
    '{flow}拉动更大：整体增长{whole}%，其中拉动{part}个百分点。',
  ],
  'meaning.sum-within': [
    'Parts add to {sum} within rounding.',
    '各部分合计{sum}个百分点，差异在舍入范围内。',
  ],
  'meaning.sum-beyond': [
    'Parts add to {sum}, which rounding does not explain.',
    '各部分合计{sum}个百分点，差异超出舍入范围。',
  ],
  'meaning.faster': [
    '{flow} grew faster than {other, select, Imports {imports} Exports {exports} other {{other}}}: {growth} against {less}.',
    '{flow}增速高于{other}：分别为{growth}和{less}。',
  ],
  'meaning.alike': [
    'Exports and imports grew alike, as far as the printed digits tell.',
    '就公布的位数而言，进出口增速相当。',
  ],
  'meaning.printed-higher': [
    'The published rate is {gap} points higher than the published levels give.',
    '公布的增速比按金额计算的高{gap}个百分点。',
  ],
  'meaning.printed-lower': [
    'The published rate is {gap} points lower than the published levels give.',
    '公布的增速比按金额计算的低{gap}个百分点。',
  ],
  'flow.exports': ['Exports', '出口'],
  'flow.imports': ['Imports', '进口'],
} as const satisfies Messages;
