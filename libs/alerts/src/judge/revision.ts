import type { ToldState } from '@silkgauge/bulletin';
import type { RevisionRule } from '@silkgauge/contract';
import { scaleOf } from '@silkgauge/growth';
import type { Ends } from './ends.ts';
import { growthFigure } from './stated-numbers.ts';
import { holding, type Holding } from './holding.ts';
import type { Judgement } from './judgement.ts';
import { judgePairs } from './pairs.ts';
import type { HeldAgainst } from './held-against.ts';

/** A figure that differs from what was said before by more than points, a level by more than percent of what was. */
export function judgeRevision(rule: RevisionRule, state: ToldState, heldAgainst: HeldAgainst): Judgement {
  const isLevel = rule.member === 'level';
  const figureIn = (period: string): string =>
    rule.member === 'level' ? 'level' : growthFigure(period, rule.comparison);
  const judge = (now: Ends, was: Ends): Holding => differ(now, was, rule.than, isLevel);
  return judgePairs({ figureIn, against: rule.against, judge }, state, heldAgainst);
}

/** A point of the box of two intervals, in whole steps of their finest digit. */
interface Corner {
  readonly now: bigint;
  readonly was: bigint;
}

/**
 * Whether two numbers differ by more than points or, with `isShare`, by more than percent of what was: `100 |now - was|
 * > than |was|`. The excess of the difference is linear between the lines `now = was` and `was = 0`, so its
 * extremes over the box lie where these meet the box. A least excess of nothing counts as more where no point of
 * the box that belongs to both intervals has it.
 */
export function differ(now: Ends, was: Ends, than: string, isShare: boolean): Holding {
  const scale = Math.max(...[now.low, now.high, was.low, was.high].map(scaleOf));
  const whole = (decimal: string): bigint =>
    BigInt(decimal.replace('.', '')) * 10n ** BigInt(scale - scaleOf(decimal));
  const [nows, wases] = [
    [whole(now.low), whole(now.high)],
    [whole(was.low), whole(was.high)],
  ] as const;
  const share = BigInt(than.replace('.', ''));
  const digits = 10n ** BigInt(scaleOf(than));
  const excess = (at: Corner): bigint => {
    const apart = absolute(at.now - at.was);
    if (isShare) return 100n * apart * digits - share * absolute(at.was);
    return apart * digits - share * 10n ** BigInt(scale);
  };
  const belongs = ([low, high]: readonly [bigint, bigint], point: bigint): boolean =>
    point === low || (point > low && point < high);
  const corners = cornersOf(nows, wases);
  const all = corners.map(excess);
  const isMore = corners.every(
    (at, index) =>
      (all[index] ?? 0n) > 0n || (all[index] === 0n && !(belongs(nows, at.now) && belongs(wases, at.was))),
  );
  return holding(
    isMore,
    all.some((one) => one > 0n),
  );
}

function cornersOf(nows: readonly [bigint, bigint], wases: readonly [bigint, bigint]): readonly Corner[] {
  const isIn = ([low, high]: readonly [bigint, bigint], point: bigint): boolean =>
    point >= low && point <= high;
  return [
    ...nows.flatMap((now) => [...wases, now, 0n].map((was) => ({ now, was }))),
    ...wases.map((was) => ({ now: was, was })),
    { now: 0n, was: 0n },
  ].filter(({ now, was }) => isIn(nows, now) && isIn(wases, was));
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
