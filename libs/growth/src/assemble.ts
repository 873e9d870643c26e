import type { SeriesFacts } from './facts.ts';
import { growthSides } from './growth-sides.ts';
import type { Formula, Known } from './known.ts';
import { levelSides, type WorkedSides } from './level-sides.ts';
import { monthsOf } from './months.ts';
import { otherSides } from './other-sides.ts';
import { hasCalendarEffect, inFlagOrder, isInChina, isStillRunning } from './state-flags.ts';
import type { Flag, StateBody } from './state-body.ts';

/** A state, and how each number in it was found that nobody printed. */
export interface WorkedState {
  readonly body: StateBody;
  /** By side (`level.computed`, `growth.GY.implied`): one number, or one for each reading. */
  readonly worked: ReadonlyMap<string, readonly Known[]>;
}

/** What nothing says anything about. */
export function emptyBody(): StateBody {
  return { level: { verdict: 'unchecked', gap: null }, growth: {}, other: {}, flags: [] };
}

/**
 * The whole state of one period of a series, from everything known of the series and of those that bear on it: contract
 * section 3. `knownAt` is the instant (UTC) at which the newest cause became known; no other clock is read, so the same
 * facts give the same body.
 */
export function assembleState(facts: SeriesFacts, period: string, knownAt: string): StateBody {
  return assemble(facts, period, knownAt).body;
}

/** As `assembleState`, with the way back from each number that was worked out. */
export function workState(facts: SeriesFacts, period: string, knownAt: string): WorkedState {
  const { body, all } = assemble(facts, period, knownAt);
  return {
    body,
    worked: new Map(
      all.flatMap(([name, { worked }]) =>
        worked.map(({ side, known }) => [`${name}.${side}`, known] as const),
      ),
    ),
  };
}

interface Assembled {
  readonly body: StateBody;
  /** Every figure of the state by its name. */
  readonly all: readonly (readonly [string, WorkedSides])[];
}

function assemble(facts: SeriesFacts, period: string, knownAt: string): Assembled {
  const at = facts.periods.get(period);
  const flags = new Set<Flag>();
  const level = levelSides(facts, period, at, flags);
  const growth = growthSides(facts, period, at, flags);
  const other = otherSides(facts, period, at, flags);
  const all: readonly (readonly [string, WorkedSides])[] = [
    ['level', level],
    ...[...growth].map(([key, sides]) => [`growth.${key}`, sides] as const),
    ...[...other].map(([measure, sides]) => [`other.${measure}`, sides] as const),
  ];
  const isSaid = all.length > 1 || hasSides(level);
  if (!isSaid || (!isOffered(facts, period) && all.every(([, sides]) => isMereSum(sides))))
    return { body: emptyBody(), all: [] };
  if (period === '_U') flags.add('unknown-period');
  if (growth.has('_U')) flags.add('unknown-comparison');
  if (hasCalendarEffect(facts.dimensions.area, period, growth.has('G1'))) flags.add('calendar-effect');
  const isMeasured = all.some(([, { sides }]) => sides.reported ?? sides.computed);
  if (isMeasured && isStillRunning(period, knownAt)) flags.add('partial-period');
  const sales = at?.total?.sales;
  return {
    body: {
      level: level.sides,
      growth: shown(growth),
      other: shown(other),
      ...(sales && { counts: { events: sales.events, units: sales.units } }),
      flags: inFlagOrder(flags),
    },
    all,
  };
}

function shown<Shown>(sides: ReadonlyMap<string, { readonly sides: Shown }>): Record<string, Shown> {
  return Object.fromEntries([...sides].map(([name, one]) => [name, one.sides]));
}

function hasSides({ sides }: WorkedSides): boolean {
  return Boolean(sides.reported ?? sides.computed ?? sides.implied ?? sides.forecast);
}

/**
 * Periods that are told though nobody spoke of them, once their parts are there: years, single months out of cumulative
 * figures, and in China January and February together, which New Year does not bend. Any other sum waits until somebody
 * speaks of that period: there are more ranges than readers.
 */
function isOffered({ dimensions }: SeriesFacts, period: string): boolean {
  const months = monthsOf(period);
  if (!months) return false;
  const { first, last } = months;
  if (first === last || (first === 1 && last === 12)) return true;
  return first === 1 && last === 2 && isInChina(dimensions.area);
}

/** Whether nothing is told but what other periods add up to, and growth, shares and contributions of such sums. */
function isMereSum({ sides, worked }: WorkedSides): boolean {
  if (sides.reported ?? sides.forecast) return false;
  return worked.every(({ known }) => known.every(isOfPeriods));
}

const OF_LEVELS: readonly Formula[] = ['ratio@1', 'level-share@1', 'level-contribution@1'];

function isOfPeriods({ from, at }: Known): boolean {
  if (from.kind === 'total') return false;
  if (from.kind === 'print') return true;
  if (OF_LEVELS.includes(from.formula)) {
    // A whole that was printed of this very period: somebody spoke of it.
    return from.inputs.every(
      ({ known }) => isOfPeriods(known) && !(known.from.kind === 'print' && known.at.period === at.period),
    );
  }
  return from.formula === 'sum-of-periods@1' || from.formula === 'cumulative-difference@1';
}
