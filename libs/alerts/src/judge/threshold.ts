import type { ToldState } from '@silkgauge/bulletin';
import type { ThresholdRule } from '@silkgauge/contract';
import { possiblyAbove, possiblyBelow, surelyAbove, surelyBelow } from './ends.ts';
import { growthFigure, heardOf, saidOf } from './stated-numbers.ts';
import { holding, overAll } from './holding.ts';
import type { Judgement } from './judgement.ts';

/** Growth above or below a threshold. */
export function judgeThreshold(rule: ThresholdRule, state: ToldState): Judgement {
  const { numbers, isWhole } = heardOf(state, growthFigure(state.period, rule.comparison));
  const isAbove = rule.kind === 'growth-above';
  const [surely, possibly] = isAbove ? [surelyAbove, possiblyAbove] : [surelyBelow, possiblyBelow];
  const all = numbers.map((one) => holding(surely(one, rule.threshold), possibly(one, rule.threshold)));
  return { holds: overAll(all, isWhole), said: numbers.map(saidOf), against: null, compared: [] };
}
