import type { Flag } from '@silkgauge/codelists';
import { NOT_STATED, OVER_PERIOD } from '../period/comparison.ts';
import { growthSides } from './growth-sides.ts';
import type { KnownQuantity } from './known.ts';
import { levelSides } from './level-sides.ts';
import { countsOf } from './measurement.ts';
import { isMereSum, isOffered, isUnspoken } from './mere-sums.ts';
import { otherSides } from './other-sides.ts';
import { hasCalendarEffect, inFlagOrder, isMeasuredBy, isStillRunning } from './state-flags.ts';
import type { StateBody } from './state-body.ts';
import type { SeriesFacts } from './series-facts.ts';
import type { WorkedSides } from './sides.ts';
import type { JudgedPair } from './verdict.ts';

/** A state, and the derivation of each number that was not printed. */
export interface WorkedState {
  readonly body: StateBody;
  /** By side (`level.computed`, `growth.GY.implied`): one number, or one for each reading. */
  readonly worked: ReadonlyMap<string, readonly KnownQuantity[]>;
  /** By figure (`level`, `growth.GY`): the print beside every number that it is judged against. */
  readonly pairs: ReadonlyMap<string, readonly JudgedPair[]>;
}

/** The state of a period without any known number. */
export function emptyBody(): StateBody {
  return { level: { verdict: 'unchecked', gap: null }, growth: {}, other: {}, flags: [] };
}

/**
 * The state of one period of a series, from the facts of the series and of the series it rests on. `knownAt`
 * is the instant (UTC) at which the newest cause became known; no clock is read.
 */
export function assembleState(facts: SeriesFacts, period: string, knownAt: string): StateBody {
  return assemble(facts, period, knownAt).body;
}

/** As `assembleState`, with the derivation of each number that was worked out. */
export function workState(facts: SeriesFacts, period: string, knownAt: string): WorkedState {
  const { body, level, growth, other } = assemble(facts, period, knownAt);
  const all: (readonly [string, WorkedSides])[] = level ? [['level', level]] : [];
  for (const [key, sides] of growth) all.push([`growth.${key}`, sides]);
  for (const [measure, sides] of other) all.push([`other.${measure}`, sides]);
  return {
    body,
    worked: new Map(
      all.flatMap(([name, { worked }]) =>
        worked.map(({ side, known }) => [`${name}.${side}`, known] as const),
      ),
    ),
    pairs: new Map(all.map(([name, { pairs }]) => [name, pairs])),
  };
}

interface Assembled {
  readonly body: StateBody;
  /** The figures of the body; absent or empty for an empty body. */
  readonly level?: WorkedSides;
  readonly growth: ReadonlyMap<string, WorkedSides>;
  readonly other: ReadonlyMap<string, WorkedSides>;
}

function assemble(facts: SeriesFacts, period: string, knownAt: string): Assembled {
  const isAlwaysTold = isOffered(facts, period);
  if (!isAlwaysTold && isUnspoken(facts, period)) return untold();
  const at = facts.periods.get(period);
  const flags = new Set<Flag>();
  const level = levelSides(facts, period, at, flags);
  const growth = growthSides(facts, period, at, flags);
  const other = otherSides(facts, period, at, flags);
  const all: readonly WorkedSides[] = [level, ...growth.values(), ...other.values()];
  const isSaid = all.length > 1 || hasSides(level);
  const isMere = !isAlwaysTold && !flags.has('undetermined') && all.every(isMereSum);
  if (!isSaid || isMere) return untold();
  if (period === '_U') flags.add('unknown-period');
  if (growth.has(NOT_STATED)) flags.add('unknown-comparison');
  if (facts.isInChina && hasCalendarEffect(period, growth.has(OVER_PERIOD))) flags.add('calendar-effect');
  const sales = at?.rare.total?.sales;
  const isMeasured = all.some(({ sides }) => isMeasuredBy(sides));
  // Readers add the flag to a month of sales when they request the state.
  if (isMeasured && !sales && isStillRunning(period, knownAt)) flags.add('partial-period');
  return {
    body: {
      level: level.sides,
      growth: shown(growth),
      other: shown(other),
      ...(sales && { counts: countsOf(sales) }),
      flags: inFlagOrder(flags),
    },
    level,
    growth,
    other,
  };
}

function untold(): Assembled {
  return { body: emptyBody(), growth: new Map(), other: new Map() };
}

function shown<Shown>(sides: ReadonlyMap<string, { readonly sides: Shown }>): Record<string, Shown> {
  const told: Record<string, Shown> = {};
  for (const [name, one] of sides) told[name] = one.sides;
  return told;
}

function hasSides({ sides }: WorkedSides): boolean {
  return Boolean(sides.reported ?? sides.computed ?? sides.implied ?? sides.forecast);
}
