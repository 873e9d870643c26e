import type { ToldState } from '@silkgauge/bulletin';
import type { RecordRule } from '@silkgauge/contract';
import { possiblyExceeds, surelyExceeds, type Ends } from './ends.ts';
import { growthFigure, heardOf, saidOf } from './stated-numbers.ts';
import { holding, overAll } from './holding.ts';
import type { Judgement } from './judgement.ts';
import { othersBeside } from './record-field.ts';
import type { HeldAgainst } from './held-against.ts';

/** Growth beyond that of each other known period of equal length. */
export function judgeRecord(rule: RecordRule, state: ToldState, heldAgainst: HeldAgainst): Judgement {
  const isHigh = rule.kind === 'record-high';
  const [surely, possibly] = isHigh
    ? [surelyExceeds, possiblyExceeds]
    : ([(a: Ends, b: Ends) => surelyExceeds(b, a), (a: Ends, b: Ends) => possiblyExceeds(b, a)] as const);
  const { numbers, isWhole } = heardOf(state, growthFigure(state.period, rule.comparison));
  const { count, deciding, told } = othersBeside(rule, state, heldAgainst.periods());
  const isEnough = count >= rule.atLeast;
  const all = numbers.map((own) =>
    holding(
      deciding.every(({ heard }) => heard.isWhole && heard.numbers.every((one) => surely(own, one))),
      deciding.every(({ heard }) => !heard.isWhole || heard.numbers.some((one) => possibly(own, one))),
    ),
  );
  const beside = isEnough && numbers.length > 0 ? told : [];
  return {
    holds: isEnough && numbers.length > 0 ? overAll(all, isWhole) : 'no',
    said: numbers.map(saidOf),
    against: beside.flatMap((other) =>
      other.heard.numbers.map((one) => ({ key: other.state.key, ...saidOf(one) })),
    ),
    compared: beside.map((other) => ({
      state: other.state,
      figure: other.figure,
      sides: [...new Set(other.heard.numbers.map(({ side }) => side))],
      isEarlier: false,
    })),
  };
}
