import type { ComparedFigure, ToldState } from '@silkgauge/bulletin';
import { periodBefore } from '@silkgauge/growth';
import { heardOf, heardSide, saidOf, sidesHeard, type ActualSide, type Heard } from './heard.ts';
import { overAll, type Holding } from './holding.ts';
import type { Judgement } from './judgement.ts';
import type { Ends } from './ends.ts';
import type { Standing } from './standing.ts';

/** How two numbers lie to one another: the present one first. */
type Judge = (now: Ends, was: Ends) => Holding;

/**
 * A figure of a state against what each of its sides said before, or against the period before. Each number is
 * held against each that its side said; a side that said nothing before meets no condition.
 */
export function judgePairs(
  state: ToldState,
  figure: string,
  against: 'last' | 'first' | 'period-before',
  standing: Standing,
  judge: Judge,
): Judgement {
  const heard = heardOf(state, figure);
  const own = sidesHeard(state, figure);
  const before = against === 'period-before' ? periodBefore(state.period) : null;
  const other = before === null ? undefined : standing.period(before);
  const earlier = (side: ActualSide): readonly WithState[] => {
    if (against === 'period-before') return other ? [{ state: other, heard: heardOf(other, figure) }] : [];
    const old = standing[against](`${figure}.${side}`);
    if (!old) return [];
    const was = heardSide(figure, side, old.said, old.version);
    return [{ state: withSide(state, figure, side, old.version, old.said), heard: was }];
  };
  const bySide = new Map(own.map((side) => [side, earlier(side)]));
  const found =
    against === 'period-before' ? (bySide.get(own[0] ?? 'reported') ?? []) : [...bySide.values()].flat();
  const all = heard.numbers.map((now) => {
    const was = (bySide.get(now.side) ?? []).map((one) => one.heard);
    return overAll(
      was.flatMap(({ numbers }) => numbers).map((one) => judge(now, one)),
      was.every(({ isWhole }) => isWhole),
    );
  });
  const isOpen = found.some((one) => one.heard.numbers.length > 0);
  return {
    holds: isOpen ? overAll(all, heard.isWhole) : 'no',
    said: heard.numbers.map(saidOf),
    against: found.flatMap((one) => one.heard.numbers.map((was) => ({ key: one.state.key, ...saidOf(was) }))),
    compared: found
      .filter((one) => one.heard.numbers.length > 0)
      .map((one): ComparedFigure => ({
        state: one.state,
        figure,
        sides: [...new Set(one.heard.numbers.map(({ side }) => side))],
        isEarlier: against !== 'period-before',
      })),
  };
}

interface WithState {
  readonly state: ToldState;
  readonly heard: Heard;
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
