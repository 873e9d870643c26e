import type { ActualSide } from '@silkgauge/codelists';
import type { ComparedFigure, ToldState } from '@silkgauge/bulletin';
import { periodBefore } from '@silkgauge/growth';
import { heardOf, heardSide, saidOf, sidesHeard, type Heard } from './stated-numbers.ts';
import { overAll, type Holding } from './holding.ts';
import type { Judgement } from './judgement.ts';
import type { Ends } from './ends.ts';
import type { HeldAgainst } from './held-against.ts';

/** How two numbers lie to one another: the present one first. */
type Judge = (now: Ends, was: Ends) => Holding;

/** What is held against what. */
export interface Pairing {
  /** The figure, in a state of a period. */
  readonly figureIn: (period: string) => string;
  readonly against: 'last' | 'first' | 'period-before';
  readonly judge: Judge;
}

/**
 * A figure of a state against what each of its sides said before, or against the period before. Each number is
 * held against each that its side said; a side that said nothing before meets no condition.
 */
export function judgePairs(pairing: Pairing, state: ToldState, heldAgainst: HeldAgainst): Judgement {
  const figure = pairing.figureIn(state.period);
  const heard = heardOf(state, figure);
  const found = earlierOf(pairing, state, heldAgainst);
  const all = heard.numbers.map((now) => {
    const was = found.filter(({ side }) => side === null || side === now.side).map((one) => one.heard);
    return overAll(
      was.flatMap(({ numbers }) => numbers).map((one) => pairing.judge(now, one)),
      was.every(({ isWhole }) => isWhole),
    );
  });
  const open = found.filter((one) => one.heard.numbers.length > 0);
  return {
    holds: open.length > 0 ? overAll(all, heard.isWhole) : 'no',
    said: heard.numbers.map(saidOf),
    against: open.flatMap((one) => one.heard.numbers.map((was) => ({ key: one.state.key, ...saidOf(was) }))),
    compared: open.map((one): ComparedFigure => ({
      state: one.state,
      figure: one.figure,
      sides: [...new Set(one.heard.numbers.map(({ side }) => side))],
      isEarlier: pairing.against !== 'period-before',
    })),
  };
}

/** A figure that a judged one is held against. */
interface Earlier {
  readonly state: ToldState;
  readonly figure: string;
  readonly heard: Heard;
  /** The only side of the judged figure that is held against it; null: each. */
  readonly side: ActualSide | null;
}

function earlierOf(
  { figureIn, against }: Pairing,
  state: ToldState,
  heldAgainst: HeldAgainst,
): readonly Earlier[] {
  const figure = figureIn(state.period);
  const own = sidesHeard(state, figure);
  if (against === 'period-before') {
    const before = periodBefore(state.period);
    const other = before === null ? undefined : heldAgainst.period(before);
    if (!other || own.length === 0) return [];
    const beside = figureIn(other.period);
    return [{ state: other, figure: beside, heard: heardOf(other, beside), side: null }];
  }
  return own.flatMap((side): readonly Earlier[] => {
    const old = heldAgainst[against](`${figure}.${side}`);
    if (!old) return [];
    const heard = heardSide(figure, side, old.said, old.version);
    return [{ state: withSide(state, figure, side, old.version, old.said), figure, heard, side }];
  });
}

/** The state with one side as an earlier version had it. */
function withSide(
  state: ToldState,
  figure: string,
  side: ActualSide,
  version: number,
  said: NonNullable<ToldState['level']['reported']>,
): ToldState {
  if (figure === 'level') return { ...state, version, level: { ...state.level, [side]: said } };
  const name = figure.slice(figure.indexOf('.') + 1);
  const sides = state.growth[name];
  return sides
    ? { ...state, version, growth: { ...state.growth, [name]: { ...sides, [side]: said } } }
    : state;
}
