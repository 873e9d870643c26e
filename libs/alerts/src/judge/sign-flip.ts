import type { ToldState } from '@silkgauge/bulletin';
import type { SignFlipRule } from '@silkgauge/contract';
import { possiblyAbove, possiblyBelow, surelyAbove, surelyBelow, type Ends } from './ends.ts';
import { growthFigure } from './stated-numbers.ts';
import { holding, type Holding } from './holding.ts';
import type { Judgement } from './judgement.ts';
import { judgePairs } from './pairs.ts';
import type { HeldAgainst } from './held-against.ts';

/** Growth on the other side of zero than before. */
export function judgeSignFlip(rule: SignFlipRule, state: ToldState, heldAgainst: HeldAgainst): Judgement {
  const figureIn = (period: string): string => growthFigure(period, rule.comparison);
  return judgePairs({ figureIn, against: rule.against, judge: opposite }, state, heldAgainst);
}

function opposite(a: Ends, b: Ends): Holding {
  return holding(
    (surelyAbove(a, '0') && surelyBelow(b, '0')) || (surelyBelow(a, '0') && surelyAbove(b, '0')),
    (possiblyAbove(a, '0') && possiblyBelow(b, '0')) || (possiblyBelow(a, '0') && possiblyAbove(b, '0')),
  );
}
