import type { Messages } from '../words/languages.ts';

/** ICU messages on figures, beside the names of codes. */
export const figureMessages = {
  'measure.growth.GY': ['year-on-year growth', '同比增速'],
  'measure.growth.G1': ['growth on the period before', '环比增速'],
  'comparison._U': ['comparison not stated', '未注明比较期'],
  'comparison.period': ['on {period}', '比{period}'],
  'side.whole': ['its whole', '总体'],
  'verdict.excluded-as': ['{verdict}: {proof}', '{verdict}：{proof}'],
  'verdict.other-print': [
    '{excluded, select, true {{by}, prints {other}, which its parts exclude} other {another print says {other} ({by})}}',
    '{excluded, select, true {{by}刊为{other}，与各部分不符} other {另有公布为{other}（{by}）}}',
  ],
  'verdict.apart': ['conflicts with {sides}', '与{sides}值矛盾'],
  'verdict.gaps': ['{verdict}: reported is {gaps}', '{verdict}：公布值{gaps}'],
  'verdict.lower': ['{gap} lower than {side}', '比{side}值低{gap}'],
  'verdict.higher': ['{gap} higher than {side}', '比{side}值高{gap}'],
  'conflict.infeasible': [
    'the rates of exports, imports and total cannot all hold',
    '出口、进口与总额的增速不能同时成立',
  ],
  'conflict.above-whole': ['it is above its whole', '大于所属总体'],
  'conflict.own-level': ['it rests on this level, which is in conflict', '源于所依据本期金额的矛盾'],
  'conflict.levels': ['it rests on levels in conflict', '源于所依据金额的矛盾'],
  'reading.up-by-times': ['if “up by”', '若为“增长了”'],
  'reading.to-times': ['if “to”', '若为“增长到”'],
  'reading.print': ['print {name}', '版本{name}'],
  'point.between': ['{value} ({between})', '{value}（{between}）'],
  'point.reading': ['{value} {reading}', '{value}{reading}'],
  'mark.revised': ['Earliest print held: {first}, {day}.', '现存最早公布值为{first}，{day}。'],
} as const satisfies Messages;
