import type { Messages } from '../words/languages.ts';

/** ICU messages of the list of claims and statements. */
export const claimMessages = {
  'claims.title': ['Claims', '说法'],
  'claims.counts': [
    '{contradicted, plural, =0 {None is contradicted} one {One is contradicted} other {# are contradicted}}, {supported, plural, =0 {none is supported} one {one is supported} other {# are supported}}, {open, plural, =0 {none is open} one {one is open} other {# are open}}.',
    '{contradicted}项与数据矛盾，{supported}项得到数据支持，{open}项尚无定论。',
  ],
  'claims.none': ['Nothing is claimed about this choice.', '没有关于当前筛选范围的说法。'],
  'claims.now': [
    'Claims are judged by what is known now, not by what was known then.',
    '说法按现在已知的数据判断，而非当时已知的数据。',
  ],
  'claims.says': ['Claim', '说法'],
  'claims.by': ['Said by', '说法来自'],
  'claims.who': ['Said in', '出处'],
  'claims.withdrawn': ['withdrawn', '已撤回'],
  'claims.up': ['grows', '增长'],
  'claims.down': ['falls', '下降'],
  'claims.flat': ['stays as it is', '持平'],
  'claims.up.beside': ['grows more than {other}', '增速高于{other}'],
  'claims.down.beside': ['grows less than {other}', '增速低于{other}'],
  'claims.flat.beside': ['grows like {other}', '增速与{other}相同'],
  'claims.up.with': ['with growth above that of {other}', '增速高于{other}'],
  'claims.down.with': ['with growth below that of {other}', '增速低于{other}'],
  'claims.flat.with': ['with growth like that of {other}', '增速与{other}相同'],
  'claims.at-least': ['by {least}% or more', '幅度不低于{least}%'],
  'claims.below': ['by less than {most}%', '幅度低于{most}%'],
  'claims.between': ['by {least}% or more and less than {most}%', '幅度不低于{least}%且低于{most}%'],
  'claims.growth': ['Its growth', '其增速'],
  'claims.comparison': ['Growth beside it', '对比增速'],
  'claims.no-growth': ['no growth of one number is known', '尚无单一数值的增速'],
  'claims.no-period': [
    'the claim names no period, so no figure can stand beside it',
    '该说法未注明时期，无法与数据对照',
  ],
  'statements.title': ['Statements', '言论'],
  'statements.none': ['No statement is known about this choice.', '没有关于当前筛选范围的言论。'],
  'statements.about': ['About', '关于'],
  'statements.figures': ['the figures of {subject}', '{subject}的数据'],
} as const satisfies Messages;
