import type { ToldState } from '@silkgauge/bulletin';
import type { RecordRule } from '@silkgauge/contract';
import { compareDecimals, havePeriodsEqualLength } from '@silkgauge/growth';
import { possiblyExceeds, surelyExceeds, type Ends } from './ends.ts';
import { growthFigure, heardOf, saidOf, type Heard } from './heard.ts';
import { holding, overAll } from './holding.ts';
import type { Judgement } from './judgement.ts';
import type { Standing } from './standing.ts';

/** A period of the series beside the one that is judged. */
interface Other {
  readonly state: ToldState;
  readonly figure: string;
  readonly heard: Heard;
}

/** Growth beyond that of each other known period of equal length. */
export function judgeRecord(rule: RecordRule, state: ToldState, standing: Standing): Judgement {
  const isHigh = rule.kind === 'record-high';
  const [surely, possibly] = isHigh
    ? [surelyExceeds, possiblyExceeds]
    : ([(a: Ends, b: Ends) => surelyExceeds(b, a), (a: Ends, b: Ends) => possiblyExceeds(b, a)] as const);
  const { numbers, isWhole } = heardOf(state, growthFigure(state.period, rule.comparison));
  const others = othersOf(rule, state, standing);
  const isEnough = others.length >= rule.atLeast;
  const all = numbers.map((own) =>
    holding(
      others.every(({ heard }) => heard.isWhole && heard.numbers.every((one) => surely(own, one))),
      others.every(({ heard }) => !heard.isWhole || heard.numbers.some((one) => possibly(own, one))),
    ),
  );
  const beside = isEnough && numbers.length > 0 ? decidingOf(others, isHigh) : [];
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

function othersOf(rule: RecordRule, state: ToldState, standing: Standing): readonly Other[] {
  return standing
    .periods()
    .filter((one) => one.period !== state.period && havePeriodsEqualLength(one.period, state.period))
    .map((one) => {
      const figure = growthFigure(one.period, rule.comparison);
      return { state: one, figure, heard: heardOf(one, figure) };
    })
    .filter(({ heard }) => heard.numbers.length > 0)
    .sort((a, b) => (a.state.period < b.state.period ? -1 : 1));
}

/** The other periods that a record depends on: of the farthest far end, and of the farthest near end. */
function decidingOf(others: readonly Other[], isHigh: boolean): readonly Other[] {
  const farthest = (end: keyof Ends): Other | undefined => {
    const ends = ({ heard }: Other): readonly string[] => heard.numbers.map((one) => one[end]);
    const sign = isHigh ? 1 : -1;
    const best = (all: readonly string[]): string =>
      all.reduce((a, b) => (compareDecimals(b, a) * sign > 0 ? b : a));
    return others.reduce<Other | undefined>(
      (far, one) => (far && compareDecimals(best(ends(one)), best(ends(far))) * sign <= 0 ? far : one),
      undefined,
    );
  };
  const found = [farthest(isHigh ? 'high' : 'low'), farthest(isHigh ? 'low' : 'high')];
  return [...new Set(found.filter((one) => one !== undefined))];
}
