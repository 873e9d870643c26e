import type { KnownQuantity } from './known.ts';
import { printedLevel, summedLevels, workedLevels } from './levels.ts';
import { meets } from '../number/interval.ts';
import { compareRationals } from '../number/rational.ts';
import { cumulativesAround, partitionsOf } from '../period/months.ts';
import { isComplete } from './part-sets.ts';
import { wholesOf } from './references.ts';
import type { SeriesFacts, StateKey } from './series-facts.ts';
import type { Judgement } from './verdict.ts';

/** The printed levels of the wholes that a printed level exceeds beyond rounding. */
export function exceededWholes(facts: SeriesFacts, period: string): readonly KnownQuantity[] {
  const wholes = wholesOf(facts);
  const part = wholes.length > 0 ? printedLevel(facts, period) : undefined;
  if (!part) return NONE;
  let exceeded = NONE;
  for (const series of wholes) {
    const whole = printedLevel(series, period);
    if (whole && exceeds(part, whole)) exceeded = [...exceeded, whole];
  }
  return exceeded;
}

const NONE: readonly KnownQuantity[] = [];

/** Whether a part is above a whole in the same unit beyond rounding. */
export function exceeds(part: KnownQuantity, whole: KnownQuantity): boolean {
  return whole.unit === part.unit && compareRationals(part.low, whole.low) > 0 && !meets(part, whole);
}

/** Whether a number contradicts a level of the same unit. */
export const contradicts = (known: KnownQuantity, level: KnownQuantity): boolean =>
  known.unit === level.unit && !meets(level, known);

/**
 * Whether a number rests on a printed level that contradicts a sum of its parts, or that is above its whole.
 * Declared parts and wholes count only for the levels of the series itself, so that a state rests on few other
 * series. An implied base is judged where it stands: rates from silently revised bases are too many to put all
 * growth beside them in doubt.
 */
export function restsOnConflict(facts: SeriesFacts, known: KnownQuantity | undefined): boolean {
  if (!known) return false;
  const { from } = known;
  if (from.kind !== 'worked') return levelInConflict(facts, known) !== undefined;
  for (const input of from.inputs) if (restsOnConflict(facts, input.known)) return true;
  return false;
}

/** Whether a figure without a judged conflict has one in what its shown numbers rest on. */
export const isConflictBehind = (
  facts: SeriesFacts,
  { verdict }: Judgement,
  computed: KnownQuantity | undefined,
  implied: KnownQuantity | undefined,
): boolean =>
  verdict !== 'conflicts' && (restsOnConflict(facts, computed) || restsOnConflict(facts, implied));

/** The printed levels in conflict that a number rests on, as `restsOnConflict` finds them. */
export function levelsInConflict(facts: SeriesFacts, known: KnownQuantity): readonly StateKey[] {
  const { from } = known;
  if (from.kind === 'worked') return from.inputs.flatMap((input) => levelsInConflict(facts, input.known));
  const level = levelInConflict(facts, known);
  return level ? [level] : [];
}

function levelInConflict(facts: SeriesFacts, { at, from }: KnownQuantity): StateKey | undefined {
  if (from.kind !== 'print' || at.side !== 'level.reported') return undefined;
  const { period } = at;
  const series = at.series === facts.key ? facts : facts.graph.series.get(at.series);
  if (!series) return undefined;
  const isInConflict =
    series === facts
      ? isContradicted(facts, period) || exceededWholes(facts, period).length > 0
      : isContradictedForOthers(series, period);
  return isInConflict ? { facts: series, period } : undefined;
}

/** Whether a printed level contradicts a sum. */
function isContradicted(facts: SeriesFacts, period: string): boolean {
  const at = facts.periods.get(period);
  if (!at) return false;
  at.isContradicted ??= differs(facts, period, workedLevels);
  return at.isContradicted;
}

/** As `isContradicted`, without sums of declared parts. */
function isContradictedForOthers(facts: SeriesFacts, period: string): boolean {
  return facts.partitions.length === 0 ? isContradicted(facts, period) : differs(facts, period, summedLevels);
}

function differs(facts: SeriesFacts, period: string, sumsOf: typeof workedLevels): boolean {
  const level = maySum(facts, period) ? printedLevel(facts, period) : undefined;
  return level !== undefined && sumsOf(facts, period).some((known) => contradicts(known, level));
}

/** Whether a level may be a sum or a difference; most months are not, and looking is cheap. */
function maySum(facts: SeriesFacts, period: string): boolean {
  const { kin, partitions, periods } = facts;
  if (kin?.total === facts && kin.exports && kin.imports) return true;
  if (partitions.some((set) => isComplete(set, period)) || partitionsOf(period).length > 0) return true;
  const around = cumulativesAround(period);
  return around !== null && periods.has(around.longer) && periods.has(around.shorter);
}
